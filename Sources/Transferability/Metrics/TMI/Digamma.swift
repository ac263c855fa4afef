/// The digamma function of a positive integer: the harmonic number H_{n-1} minus Euler's constant.
func digamma(_ n: Int) -> Double {
  let constant = 0.577_215_664_901_532_860_6
  return stride(from: n - 1, to: 0, by: -1).reduce(0) { $0 + 1 / Double($1) } - constant
}
