"""Writes the table as an int8 ONNX graph."""

import pathlib

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGEST_CODE = 127


def quantize(table: numpy.ndarray):
    """int8 codes and one float32 scale per row: table is about codes * scales[:, None]."""
    scales = numpy.abs(table).max(axis=1) / LARGEST_CODE
    safe = numpy.where(scales > 0, scales, 1)
    codes = numpy.clip(numpy.rint(table / safe[:, None]), -LARGEST_CODE, LARGEST_CODE)
    return codes.astype(numpy.int8), scales.astype(numpy.float32)


def dequantized(table: numpy.ndarray) -> numpy.ndarray:
    """What the graph computes with, for evaluation."""
    codes, scales = quantize(table)
    return codes.astype(numpy.float32) * scales[:, None]


def write_onnx(table: numpy.ndarray, path: pathlib.Path) -> None:
    """input_ids, attention_mask: int64 [batch, tokens] -> embedding: float32 [batch, dimension].

    A row is the mean of codes * scale over the tokens that the mask keeps, L2-normalized;
    its direction does not depend on the divisor, so the graph sums. Nothing kept gives zeros.
    """
    codes, scales = quantize(table)
    constants = {"codes": codes, "scales": scales, "smallest_norm": numpy.float32(1e-12),
                 "row_axis": numpy.array([1], numpy.int64)}
    nodes = [
        helper.make_node("Gather", ["codes", "input_ids"], ["token_codes"]),
        helper.make_node("Cast", ["token_codes"], ["token_vectors"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "input_ids"], ["token_scales"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["token_scales", "mask"], ["weights"]),
        helper.make_node("Unsqueeze", ["weights", "row_axis"], ["weight_rows"]),
        helper.make_node("MatMul", ["weight_rows", "token_vectors"], ["sum_rows"]),
        helper.make_node("Squeeze", ["sum_rows", "row_axis"], ["sums"]),
        helper.make_node("ReduceL2", ["sums"], ["norms"], axes=[1], keepdims=1),
        helper.make_node("Max", ["norms", "smallest_norm"], ["safe_norms"]),
        helper.make_node("Div", ["sums", "safe_norms"], ["embedding"]),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
              for name in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT,
                                           ["batch", table.shape[1]])
    initializers = [numpy_helper.from_array(numpy.asarray(v), k) for k, v in constants.items()]
    graph = helper.make_graph(nodes, "static_embedding", inputs, [output], initializers)
    model = helper.make_model(graph, producer_name="labelscape",
                              opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
