/// A command that reads stores whatever its options are: the process that does so is started before
/// the options are parsed, since starting takes as long as parsing and opening.
protocol ReadsStores {}
