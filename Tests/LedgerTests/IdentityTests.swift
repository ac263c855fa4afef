import Ledger
import Testing

/// The key under which a run is recorded once.
struct IdentityTests {
  static let base = RunSpecification(
    dataset: "digits8", models: ["vae", "byol"], metric: "nleep",
    metricOptions: ["components_per_class": "5"], seed: 7, inputDigest: "abc", methodVersion: 1)
  static let ped = PEDParameters(
    stepSize: 0.1, iterations: 6, forceConstant: 1, radiusScale: 0.6, exitRatio: 0.5,
    ablation: ["force": "constant"])

  /// Digests of FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256(text: String, digest: String) {
    #expect(SHA256.hex(Array(text.utf8)) == digest)
  }

  /// Computed with Python's hashlib from the documented form: a change of these loses every ledger.
  @Test func `Golden identities`() {
    var specification = Self.base
    #expect(
      specification.identity == "d6356ebafba17b40d464abfaf2b18f0253a85238c75e0749ad231d407761de2f")
    specification.ped = Self.ped
    #expect(
      specification.identity == "feb5cf4bbfa66c62ca5aae6abf473a76ac348f71559137e60496c0a03305b2c6")
    specification.sample = RowSample(perClass: 10, seed: 3)
    #expect(
      specification.identity == "41424746a09c0958810d6443f31f274ae3dbc8b85399d1938c62caadfa193764")
  }

  @Test func `Everything that decides the numbers decides the identity`() {
    var specification = Self.base
    specification.ped = Self.ped
    let changes: [(inout RunSpecification) -> Void] = [
      { $0.dataset = "digits9" }, { $0.models = ["byol"] }, { $0.metric = "logme" },
      { $0.sample = RowSample(perClass: 10, seed: 3) },
      { $0.sample = RowSample(perClass: 10, seed: 4) },
      { $0.sample = RowSample(perClass: 3, seed: 10) },
      { $0.metricOptions = [:] }, { $0.metricOptions["x"] = "1" }, { $0.seed = nil },
      { $0.seed = 8 }, { $0.ped = nil }, { $0.ped?.stepSize = 0.1.nextUp },
      { $0.ped?.iterations = 5 }, { $0.ped?.forceConstant = 2 }, { $0.ped?.radiusScale = 0.3 },
      { $0.ped?.exitRatio = 0.4 }, { $0.ped?.ablation = [:] }, { $0.inputDigest = "abd" },
      { $0.methodVersion = 2 },
    ]
    let all = changes.map { change in
      var changed = specification
      change(&changed)
      return changed.identity
    }
    #expect(Set(all + [specification.identity]).count == changes.count + 1)
  }

  @Test func `Order and the sign of zero do not`() {
    var other = Self.base
    other.models = ["vae", "byol"]
    #expect(other.identity == Self.base.identity)
    var (plus, minus) = (Self.base, Self.base)
    plus.ped = Self.ped
    minus.ped = Self.ped
    plus.ped?.exitRatio = 0
    minus.ped?.exitRatio = -0.0
    #expect(plus.identity == minus.identity)
  }
}
