"""Models of timm, torchvision and Hugging Face, as what extraction needs of them."""

from contextlib import contextmanager

from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError

PURPOSE = "python -m pedlab.extract"


class Network:
    """A model without its gradients: a batch of images to features, and logits if it has a head.

    features are the input of the last linear layer, which turns them into logits; without such a
    layer they are the model's pooled output.
    """

    def __init__(self, module, transform, origin, head=None, call=None):
        self.module, self.transform, self.origin = module, transform, origin
        self.head = head
        self.call = call or module
        self.has_logits = head is not None

    def __call__(self, batch):
        torch = library("torch", PURPOSE, "extract")
        with torch.inference_mode():
            if self.head is None:
                return self.call(batch), None
            with _inputs(self.head) as seen:
                self.call(batch)
            if not seen:
                raise PedlabError(
                    f"{self.origin}: the images do not pass the model's last linear layer, whose "
                    "input the features would be.")
            return seen["input"], seen["output"]


@contextmanager
def _inputs(layer):
    """What goes into a layer and comes out of it."""
    seen = {}

    def note(_, inputs, output):
        seen["input"], seen["output"] = inputs[0], output

    handle = layer.register_forward_hook(note)
    try:
        yield seen
    finally:
        handle.remove()


def network(specification, weights, seed):
    """The model of SOURCE:ID."""
    source, _, name = specification.partition(":")
    makers = {"timm": _timm, "torchvision": _torchvision, "hf": _hugging_face}
    if source not in makers or not name:
        raise UsageError(
            f"'{specification}' is no model: it is written timm:ID, torchvision:ID or hf:ID.")
    torch = library("torch", PURPOSE, "extract")
    torch.manual_seed(seed)
    made = makers[source](name, weights == "pretrained")
    made.module.eval()
    return made


def _failed(specification, error):
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return PedlabError(
        f"The weights of {specification} cannot be had: {first} "
        "(--weights random continues without them, to try things out).")


def _timm(name, pretrained):
    timm = library("timm", PURPOSE, "extract")
    if not timm.is_model(name.split(".")[0]):
        near = timm.list_models(f"*{name.split('_')[0]}*")[:5]
        raise UsageError(f"timm has no model '{name}'" + (f"; near: {', '.join(near)}." if near
                                                          else "."))
    try:
        module = timm.create_model(name, pretrained=pretrained)
    except Exception as error:  # of the hub, of the network
        raise _failed(f"timm:{name}", error) from error
    config = timm.data.resolve_model_data_config(module)
    transform = timm.data.create_transform(**config, is_training=False)
    torch = library("torch", PURPOSE, "extract")
    heads = module.get_classifier() if getattr(module, "num_classes", 0) else None
    # Distilled models have two; the first one is that of the class token.
    head = heads[0] if isinstance(heads, (tuple, list)) else heads
    head = head if isinstance(head, torch.nn.Linear) else None

    def pooled(batch):
        return module.forward_head(module.forward_features(batch), pre_logits=True)

    return Network(
        module, transform, f"timm {timm.__version__}", head, module if head is not None else pooled)


def _torchvision(name, pretrained):
    torchvision = library("torchvision", PURPOSE, "extract")
    if name not in torchvision.models.list_models(module=torchvision.models):
        raise UsageError(f"torchvision has no model '{name}' that classifies images.")
    weights = torchvision.models.get_model_weights(name).DEFAULT
    try:
        module = torchvision.models.get_model(name, weights=weights if pretrained else None)
    except Exception as error:  # of the network
        raise _failed(f"torchvision:{name}", error) from error
    head = _last_linear(module)
    if head is None:
        raise UsageError(
            f"torchvision:{name} ends in no linear layer, whose input the features would be.")
    return Network(module, weights.transforms(), f"torchvision {torchvision.__version__}", head)


def _hugging_face(name, pretrained):
    transformers = library("transformers", PURPOSE, "extract")
    try:
        module, classifies = _loaded(transformers, name, pretrained)
        processor = _processor(transformers, name, module, pretrained)
    except (OSError, ValueError, KeyError) as error:
        raise _failed(f"hf:{name}", error) from error
    head = _last_linear(module) if classifies else None

    def pooled(batch):
        output = module(batch)
        if getattr(output, "pooler_output", None) is not None:
            return output.pooler_output.flatten(1)
        return output.last_hidden_state[:, 0]

    origin = f"transformers {transformers.__version__}"
    return Network(module, processor, origin, head, module if classifies else pooled)


def _loaded(transformers, name, pretrained):
    """The module, and whether it has a head that classifies images."""
    auto = transformers.AutoConfig
    known = not pretrained and name in transformers.CONFIG_MAPPING
    config = auto.for_model(name) if known else auto.from_pretrained(name)
    with_head = type(config) in transformers.MODEL_FOR_IMAGE_CLASSIFICATION_MAPPING and (
        known or any("ForImageClassification" in kind for kind in config.architectures or []))
    kind = transformers.AutoModelForImageClassification if with_head else transformers.AutoModel
    if pretrained:
        return kind.from_pretrained(name), with_head
    return kind.from_config(config), with_head


def _processor(transformers, name, module, pretrained):
    if not pretrained:
        return _plain(getattr(module.config, "image_size", None) or 224)
    processor = transformers.AutoImageProcessor.from_pretrained(name)
    return lambda image: processor(image, return_tensors="pt")["pixel_values"][0]


def _plain(size):
    """Images of one size, scaled to [-1, 1]: for models without a processor of their own."""
    transforms = library("torchvision.transforms", PURPOSE, "extract")
    side = size if isinstance(size, (list, tuple)) else (size, size)
    return transforms.Compose([
        transforms.Resize(side), transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)])


def _last_linear(module):
    torch = library("torch", PURPOSE, "extract")
    layers = [layer for layer in module.modules() if isinstance(layer, torch.nn.Linear)]
    return layers[-1] if layers else None
