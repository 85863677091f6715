"""Times ONNX Runtime on an int8 encoder and the engine's encoder in turns, and prints tokens a second of both."""

import argparse
import json
import os
import re
import statistics
import subprocess
import time

import numpy as np
import onnx.utils
import onnxruntime as ort
from onnxruntime.quantization import QuantType, quantize_dynamic

TOKENS = 160  # of a window, as the engine reads them
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
ROUNDS, WINDOWS = 7, 60


def layers(weights):
    """How many layers the engine's encoder has."""
    with open(weights, "rb") as f:
        header = json.loads(f.read(int.from_bytes(f.read(8), "little")))
    return sum(name.endswith(".up.weight") for name in header)


def session(model, n):
    """The first n layers of the model with int8 weights, activations quantized as they come, on one thread."""
    short, small = (model.replace(".onnx", f"-{n}{kind}.onnx") for kind in ("", "-int8"))
    last = f"/encoder/layer.{n - 1}/output/LayerNorm/Add_1_output_0"
    onnx.utils.extract_model(model, short, INPUTS, [last], check_model=False)
    quantize_dynamic(short, small, weight_type=QuantType.QInt8, per_channel=True)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(small, options, providers=["CPUExecutionProvider"])


def theirs(run):
    pieces = (1000 + 37 * np.arange(TOKENS, dtype=np.int64))[None]
    feed = dict(zip(INPUTS, (pieces, np.ones_like(pieces), np.zeros_like(pieces))))
    run.run(None, feed)
    start = time.perf_counter()
    for _ in range(WINDOWS):
        run.run(None, feed)
    return TOKENS * WINDOWS / (time.perf_counter() - start)


def ours(binary):
    out = subprocess.run(
        [binary, "-test.run", "^$", "-test.bench", "Encode/vnni", "-test.benchtime", f"{WINDOWS}x"],
        env=os.environ | {"GOMAXPROCS": "1"}, check=True, capture_output=True, text=True,
    ).stdout
    found = re.search(r"([0-9.]+) tokens/s", out)
    if not found:
        raise SystemExit("this processor has no AVX-512 VNNI")
    return float(found[1])


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", help="ONNX file of an encoder of the same width and at least as many layers")
    p.add_argument("binary", help="the attribution package's tests, compiled")
    p.add_argument("weights", help="the engine's")
    a = p.parse_args()
    run = session(a.model, layers(a.weights))
    pairs = [(ours(a.binary), theirs(run)) for _ in range(ROUNDS)]
    for name, rates in zip(("hearsay", "onnxruntime " + ort.__version__), zip(*pairs)):
        print(f"{name:20} {statistics.median(rates):8.0f} tokens/s   ({min(rates):.0f} to {max(rates):.0f})")
    print(f"{'ratio':20} {statistics.median(x / y for x, y in pairs):8.2f}")


if __name__ == "__main__":
    main()
