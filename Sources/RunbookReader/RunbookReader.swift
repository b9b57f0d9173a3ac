// RunbookReader
