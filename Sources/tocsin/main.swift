import TocsinCommands

await TocsinCommand.start()
