/// Names as model hubs have them, and datasets as papers have them.
enum LongNames {
  static let models = [
    "vit_large_patch14_clip_224.openai_ft_in12k_in1k", "vit_base_patch16_224.augreg2_in21k_ft_in1k",
    "vit_base_patch16_224.augreg_in21k_ft_in1k", "vit_tiny_patch16_224.augreg_in21k_ft_in1k",
    "deit3_base_patch16_224.fb_in22k_ft_in1k", "beitv2_base_patch16_224.in1k_ft_in22k_in1k",
    "swin_base_patch4_window7_224.ms_in22k_ft_in1k", "convnext_base.fb_in22k_ft_in1k",
    "swinv2_base_window12to16_192to256.ms_in22k_ft_in1k", "resnet18.a1_in1k",
    "convnextv2_tiny.fcmae_ft_in22k_in1k_384", "resnet50.a1_in1k", "resnet101.a1h_in1k",
    "resnext101_32x8d.fb_ssl_yfcc100m_ft_in1k", "regnety_160.swag_ft_in1k",
    "resnetv2_50x1_bit.goog_in21k_ft_in1k", "efficientnet_b0.ra_in1k", "densenet121.ra_in1k",
    "tf_efficientnetv2_s.in21k_ft_in1k", "mobilenetv3_large_100.miil_in21k_ft_in1k",
  ].flatMap { [$0, $0 + "_384"] }

  static let datasets = [
    "aircraft", "caltech101", "cars", "cifar10", "cifar100", "dtd", "flowers", "food101", "pets",
    "sun397", "voc2007", "eurosat_rgb_multispectral",
  ]
}
