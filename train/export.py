"""Writes a trained network the way the engine reads it: safetensors, matrices as int8 in the engine's packing."""

import argparse
import json
import math

import numpy as np
import torch

import refer
from model import LABELS, LINK, REACH, Tagger

GROUP, COLUMNS = 4, 16  # the packing of internal/kernel


def quantized(weight):
    """Rows of [N, K] as int8 and the scale of each."""
    scale = np.maximum(np.abs(weight).max(1), 1e-12) / 127
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def packed(weight):
    """[N, K] int8 as [N/16][K/4][16][4], N filled up with zeros."""
    n, k = weight.shape
    full = np.zeros((math.ceil(n / COLUMNS) * COLUMNS, k), np.int8)
    full[:n] = weight
    return full.reshape(-1, COLUMNS, k // GROUP, GROUP).transpose(0, 2, 1, 3).copy()


class Tensors(dict):
    """What is written, by name."""

    def real(self, name, t):
        self[name] = t.detach().float().numpy().astype(np.float32)

    def matrix(self, name, weight, bias):
        q, scale = quantized(weight.detach().float().numpy())
        self[name + ".weight"], self[name + ".scale"] = packed(q), scale
        # Activations are bytes with 128 added: what that adds to the sums of each column.
        shift = np.zeros(math.ceil(len(q) / COLUMNS) * COLUMNS, np.int32)
        shift[: len(q)] = 128 * q.astype(np.int32).sum(1)
        self[name + ".shift"] = shift
        self.real(name + ".bias", bias)

    def norm(self, name, norm):
        self.real(name + ".gain", norm.weight)
        self.real(name + ".bias", norm.bias)

    def encoder(self, e, position, features):
        self.real("embedding.position", position)
        for i, f in enumerate(features):
            self.real(f"embedding.feature.{i}", f)
        self.norm("embedding.norm", e.norm)
        for i, layer in enumerate(e.layers):
            at = f"layer.{i}."
            # The scores of attention are divided by the root of a head's width: here, once.
            share = torch.ones(3 * e.width, 1)
            share[: e.width] = 1 / math.sqrt(e.width // e.heads)
            self.matrix(at + "qkv", layer.qkv.weight * share, layer.qkv.bias * share[:, 0])
            self.matrix(at + "output", layer.output.weight, layer.output.bias)
            self.matrix(at + "up", layer.up.weight, layer.up.bias)
            self.matrix(at + "down", layer.down.weight, layer.down.bias)
            self.norm(at + "attention.norm", layer.attention_norm)
            self.norm(at + "norm", layer.norm)


def tagger(model):
    e, out = model.encoder, Tensors()
    table, scale = quantized(e.token.weight.detach().float().numpy())
    out["embedding.token"], out["embedding.token.scale"] = table, scale
    out.encoder(e, e.position.weight, [f.weight for f in e.features])
    out.matrix("head", torch.cat([model.emit.weight, model.link.weight]), torch.cat([model.emit.bias, model.link.bias]))
    out.real("crf.transition", model.crf.transition)
    out.real("crf.start", model.crf.start)
    out.real("link.rank_cue", model.rank_cue)
    out.real("link.rank_source", model.rank_source)
    out.real("link.no_source", model.no_source)
    out.real("link.no_source_bias", model.no_source_bias.reshape(1))
    return out


def resolver(model):
    """All but the table of pieces, which is the engine's. The first table of features has a block of rows for each
    role of a piece."""
    e, out = model.encoder, Tensors()
    shape, *others = (f.weight for f in e.features)
    shapes = torch.cat([shape + role for role in model.role.weight])
    out.encoder(e, e.position.weight[: refer.WINDOW], [shapes] + others)
    out.matrix("head", model.span.weight, model.span.bias)
    out.real("antecedent.rank", model.rank)
    out.real("antecedent.step", model.step)
    out.real("antecedent.none", model.none)
    out.real("antecedent.none_bias", model.none_bias.reshape(1))
    return out


def write(path, tensors, metadata):
    kinds = {np.dtype(np.float32): "F32", np.dtype(np.int8): "I8", np.dtype(np.int32): "I32"}
    header, at = {"__metadata__": metadata}, 0
    for name in sorted(tensors):
        t = tensors[name]
        header[name] = {"dtype": kinds[t.dtype], "shape": list(t.shape), "data_offsets": [at, at + t.nbytes]}
        at += t.nbytes
    text = json.dumps(header, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with open(path, "wb") as f:
        f.write(len(text).to_bytes(8, "little") + text)
        for name in sorted(tensors):
            f.write(tensors[name].tobytes())


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("weights")
    p.add_argument("out")
    p.add_argument("--resolver", action="store_true", help="the weights are those of resolve.py")
    a = p.parse_args()
    if a.resolver:
        model = refer.Resolver.load(a.weights)
        write(a.out, resolver(model), {"heads": str(model.encoder.heads)})
        return
    model = Tagger.load(a.weights)
    write(
        a.out,
        tagger(model),
        {"labels": " ".join(LABELS), "link": str(LINK), "reach": str(REACH), "heads": str(model.encoder.heads)},
    )


if __name__ == "__main__":
    main()
