"""The weights of a BERT as packages carry it, an ONNX file or a TensorFlow SavedModel, under one set of names: those of
the layers from embeddings.word_embeddings.weight to layer.11.output.LayerNorm.bias, matrices as [outputs, inputs]."""

import os
import re

import numpy as np
import onnx
import onnx.numpy_helper


def weights(path):
    """The arrays of a pretrained encoder, by name."""
    return from_saved_model(path) if os.path.isdir(path) else from_onnx(path)


def from_onnx(path):
    graph = onnx.load(path).graph
    have = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    found = {plain(n): t for n, t in have.items()}
    # A linear layer's weights are a nameless factor of the product that its named bias is added to.
    made = {o: n for n in graph.node for o in n.output}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        for bias, other in (node.input, reversed(node.input)):
            if bias.endswith(".bias") and other in made and made[other].op_type == "MatMul":
                found[plain(bias)[: -len("bias")] + "weight"] = have[made[other].input[1]].T
    return found


def from_saved_model(path):
    found = {}
    for name, t in variables(path + "/variables").items():
        name = re.sub("layer_([0-9]+)", r"layer.\1", name.removeprefix("module/bert/")).replace("/", ".")
        if name.endswith("_embeddings"):
            name += ".weight"
        elif name.endswith(".kernel"):
            name, t = name[: -len("kernel")] + "weight", t.T
        found[plain(name.replace(".gamma", ".weight").replace(".beta", ".bias"))] = t
    return found


def plain(name):
    """A tensor's name from its layer or the embeddings on."""
    return re.sub(r".*?(embeddings\.|layer\.[0-9])", r"\1", name, count=1)


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def entries(table, start, size):
    """The keys and values of one block. A key is told by how many bytes it shares with the one before."""
    if table[start + size] != 0:
        raise ValueError("a block of the table is compressed")
    restarts = int.from_bytes(table[start + size - 4 : start + size], "little")
    at, end, key = start, start + size - 4 * (restarts + 1), b""
    while at < end:
        shared, at = varint(table, at)
        own, at = varint(table, at)
        length, at = varint(table, at)
        key = key[:shared] + table[at : at + own]
        yield key, table[at + own : at + own + length]
        at += own + length


def fields(message):
    """The fields of a protocol buffer, by number; of one that repeats a list."""
    found, at = {}, 0
    while at < len(message):
        tag, at = varint(message, at)
        if tag & 7 == 0:
            value, at = varint(message, at)
        elif tag & 7 == 2:
            length, at = varint(message, at)
            value, at = message[at : at + length], at + length
        elif tag & 7 == 5:
            value, at = message[at : at + 4], at + 4
        else:
            raise ValueError(f"a field of wire type {tag & 7}")
        found.setdefault(tag >> 3, []).append(value)
    return found


def variables(folder):
    """The float32 variables of a SavedModel by name. One file of its folder has the names, as a table in LevelDB's
    format, another the numbers."""
    with open(f"{folder}/variables.index", "rb") as f:
        table = f.read()
    data = np.memmap(f"{folder}/variables.data-00000-of-00001", np.uint8, "r")
    at = len(table) - 48  # the footer: where the index of an unused block lies, then that of the blocks
    for _ in range(2):
        _, at = varint(table, at)
    start, at = varint(table, at)
    size, _ = varint(table, at)
    found = {}
    for _, handle in entries(table, start, size):
        start, at = varint(handle, 0)
        for key, value in entries(table, start, varint(handle, at)[0]):
            entry = fields(value)
            if key and entry.get(1) == [1]:  # float32
                shape = [fields(d)[1][0] for d in fields(entry[2][0]).get(2, [])]
                begin = entry.get(4, [0])[0]
                found[key.decode()] = data[begin : begin + entry[5][0]].view(np.float32).reshape(shape)
    return found
