import ArgumentParser

/// A default subcommand that takes an argument, so that what follows its parent need not be a command:
/// `pedlab metrics logme`.
protocol DefaultWithArgument: ParsableCommand {}
