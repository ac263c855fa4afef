extension RunSpecification {
  /// The key under which a run is recorded once: SHA-256, as 64 hex digits, of the canonical form.
  ///
  /// The canonical form is the bytes of `pedlab-run-1` followed by one netstring (`length:bytes,`)
  /// per item, in this order: dataset; number of models; the models in sorted order; metric; number
  /// of metric options; each option's name and value, sorted by name; seed or nothing; motion (`ped`
  /// or `none`); with `ped` step size, iterations, force constant, radius scale, exit ratio, number
  /// of ablation switches, each switch's name and value, sorted by name; input digest; method
  /// version. Integers are decimal, doubles the 16 hex digits of their bits (negative zero as zero).
  /// It is therefore the same on every machine and in every process.
  package var identity: String { SHA256.hex(canonicalForm) }

  private var canonicalForm: [UInt8] {
    var form = CanonicalForm()
    form.add(dataset)
    form.add(models.count)
    for model in models.sorted(by: CanonicalForm.precedes) { form.add(model) }
    form.add(metric)
    form.add(metricOptions)
    form.add(seed.map(String.init) ?? "")
    form.add(ped == nil ? "none" : "ped")
    if let ped {
      form.add(ped.stepSize)
      form.add(ped.iterations)
      form.add(ped.forceConstant)
      form.add(ped.radiusScale)
      form.add(ped.exitRatio)
      form.add(ped.ablation)
    }
    form.add(inputDigest)
    form.add(methodVersion)
    return form.bytes
  }
}

/// Bytes that are equal exactly where two specifications are.
private struct CanonicalForm {
  private(set) var bytes = Array("pedlab-run-1".utf8)

  mutating func add(_ text: String) {
    bytes += Array("\(text.utf8.count):".utf8)
    bytes += Array(text.utf8)
    bytes.append(UInt8(ascii: ","))
  }

  mutating func add(_ number: Int) { add(String(number)) }

  mutating func add(_ number: Double) {
    let text = String((number == 0 ? 0 : number).bitPattern, radix: 16)
    add(String(repeating: "0", count: 16 - text.count) + text)
  }

  mutating func add(_ options: [String: String]) {
    add(options.count)
    for (name, value) in options.sorted(by: { Self.precedes($0.key, $1.key) }) {
      add(name)
      add(value)
    }
  }

  /// By bytes, which no Unicode table changes.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
