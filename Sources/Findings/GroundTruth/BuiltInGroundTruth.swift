import Tabular

/// Ground truths that come with the binary: `--truth NAME`, `ground_truth: NAME`.
package enum BuiltInGroundTruth: String, CaseIterable, Sendable {
  case pedSSL = "ped-ssl"
  case sfdaCNN = "sfda-cnn"
  case emmsViT = "emms-vit"

  /// What it holds, and where it was published.
  package var source: String {
    switch self {
    case .pedSSL:
      "12 self-supervised ResNet-50 x 11 datasets, percent "
        + "(lixiaotong97/PED tw.py; the same in TencentARC/SFDA tw_group2.py)"
    case .sfdaCNN:
      "11 ImageNet CNNs x 11 datasets, percent (TencentARC/SFDA tw_group1.py; the same in ETran)"
    case .emmsViT:
      "13 vision transformers x 11 datasets, percent "
        + "(OpenGVLab/Multitask-Model-Selector evaluate_metric_cls_cpu_ViT.py)"
    }
  }

  package func groundTruth() throws -> GroundTruth {
    try GroundTruth(CSVTable(text: matrix, name: rawValue))
  }

  private var matrix: String {
    switch self {
    case .pedSSL: PublishedAccuracies.selfSupervised
    case .sfdaCNN: PublishedAccuracies.convolutional
    case .emmsViT: PublishedAccuracies.visionTransformers
    }
  }
}
