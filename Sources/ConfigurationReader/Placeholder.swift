/// The configuration file.
