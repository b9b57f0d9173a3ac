// CommandRunner
