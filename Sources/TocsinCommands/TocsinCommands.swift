// TocsinCommands
