// IncidentCore
