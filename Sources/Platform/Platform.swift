// The system's C library and its mathematics, imported here once: a file that imports Platform sees
// them under one name on every system.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif
