import Tabular

/// Ground truths that come with the binary: `--truth NAME`, `ground_truth: NAME`, `audit NAME`.
///
/// Each is a CSV file of this folder; SOURCES.md says where its numbers were published.
package enum BuiltInGroundTruth: String, CaseIterable, Sendable {
  case pedSSL = "ped-ssl"
  case sfdaCNN = "sfda-cnn"
  case sfdaCNNHead = "sfda-cnn-head"
  case emmsViT = "emms-vit"
  case emmsCaption = "emms-caption"
  case nctiSSL = "ncti-ssl"
  case itm = "itm-mixed"
  case parcControlled = "parc-controlled"
  case parcAll = "parc-all"

  /// What it holds, and where it was published.
  package var source: String {
    switch self {
    case .pedSSL:
      "12 self-supervised ResNet-50 x 11 datasets, percent "
        + "(lixiaotong97/PED tw.py; the same in TencentARC/SFDA tw_group2.py)"
    case .sfdaCNN:
      "11 ImageNet CNNs x 11 datasets, percent (TencentARC/SFDA tw_group1.py; the same in ETran)"
    case .sfdaCNNHead:
      "11 ImageNet CNNs x 11 datasets, percent, linear heads (alizkzm/te-guide ground_truth.py)"
    case .emmsViT:
      "13 vision transformers x 11 datasets, percent "
        + "(OpenGVLab/Multitask-Model-Selector evaluate_metric_cls_cpu_ViT.py)"
    case .emmsCaption:
      "9 captioning models x 5 datasets, a caption metric as a fraction "
        + "(OpenGVLab/Multitask-Model-Selector evaluate_metric_caption_cpu.py)"
    case .nctiSSL:
      "12 self-supervised ResNet-50 x 13 datasets, percent (BUserName/NCTI tw_group2.py)"
    case .itm:
      "20 CNNs and vision transformers x 11 datasets, percent "
        + "(alizkzm/te-guide ground_truth.py, of the ITM paper)"
    case .parcControlled:
      "32 models x 7 datasets, not every pair, percent (dbolya/parc oracles/controlled.csv)"
    case .parcAll:
      "71 models x 7 datasets, not every pair, percent (dbolya/parc oracles/all.csv)"
    }
  }

  /// The accuracies.
  package func groundTruth() throws -> GroundTruth {
    try GroundTruth(CSVTable(text: String(decoding: bytes, as: UTF8.self), name: rawValue))
  }

  private var bytes: [UInt8] {
    switch self {
    case .pedSSL: PackageResources.acc_ped_ssl12x11_csv
    case .sfdaCNN: PackageResources.acc_sfda_cnn11x11_csv
    case .sfdaCNNHead: PackageResources.acc_teguide_cnn_linearhead11x11_csv
    case .emmsViT: PackageResources.acc_emms_vit13x11_csv
    case .emmsCaption: PackageResources.acc_emms_caption_csv
    case .nctiSSL: PackageResources.acc_ncti_ssl12x13_csv
    case .itm: PackageResources.acc_teguide_itm20x11_csv
    case .parcControlled: PackageResources.acc_parc_oracle_controlled_csv
    case .parcAll: PackageResources.acc_parc_oracle_all_csv
    }
  }
}
