"""Writes a trained network the way the engine reads it: safetensors, matrices as int8 in the engine's packing."""

import argparse
import json
import math

import numpy as np
import torch

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


def tensors(model):
    e = model.encoder
    out = {}

    def real(name, t):
        out[name] = t.detach().float().numpy().astype(np.float32)

    def matrix(name, weight, bias):
        q, scale = quantized(weight.detach().float().numpy())
        out[name + ".weight"], out[name + ".scale"] = packed(q), scale
        # Activations are bytes with 128 added: what that adds to the sums of each column.
        shift = np.zeros(math.ceil(len(q) / COLUMNS) * COLUMNS, np.int32)
        shift[: len(q)] = 128 * q.astype(np.int32).sum(1)
        out[name + ".shift"] = shift
        real(name + ".bias", bias)

    table, scale = quantized(e.token.weight.detach().float().numpy())
    out["embedding.token"], out["embedding.token.scale"] = table, scale
    real("embedding.position", e.position.weight)
    for i, f in enumerate(e.features):
        real(f"embedding.feature.{i}", f.weight)
    real("embedding.norm.gain", e.norm.weight)
    real("embedding.norm.bias", e.norm.bias)
    for i, layer in enumerate(e.layers):
        at = f"layer.{i}."
        # The scores of attention are divided by the root of a head's width: here, once.
        share = torch.ones(3 * e.width, 1)
        share[: e.width] = 1 / math.sqrt(e.width // e.heads)
        matrix(at + "qkv", layer.qkv.weight * share, layer.qkv.bias * share[:, 0])
        matrix(at + "output", layer.output.weight, layer.output.bias)
        matrix(at + "up", layer.up.weight, layer.up.bias)
        matrix(at + "down", layer.down.weight, layer.down.bias)
        for name, norm in (("attention.norm", layer.attention_norm), ("norm", layer.norm)):
            real(at + name + ".gain", norm.weight)
            real(at + name + ".bias", norm.bias)
    matrix("head", torch.cat([model.emit.weight, model.link.weight]), torch.cat([model.emit.bias, model.link.bias]))
    real("crf.transition", model.crf.transition)
    real("crf.start", model.crf.start)
    real("link.rank_cue", model.rank_cue)
    real("link.rank_source", model.rank_source)
    real("link.no_source", model.no_source)
    real("link.no_source_bias", model.no_source_bias.reshape(1))
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
    a = p.parse_args()
    model = Tagger.load(a.weights)
    write(
        a.out,
        tensors(model),
        {"labels": " ".join(LABELS), "link": str(LINK), "reach": str(REACH), "heads": str(model.encoder.heads)},
    )


if __name__ == "__main__":
    main()
