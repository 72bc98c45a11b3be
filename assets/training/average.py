"""Averages tables of runs that went on from one saved table; writes the int8 ONNX of the mean."""

import argparse
import pathlib

import numpy

import export


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=pathlib.Path, nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="one per table")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for results")
    options = parser.parse_args()
    shares = numpy.array(options.shares, numpy.float32) / sum(options.shares)
    tables = [numpy.load(path) for path in options.tables]
    mean = sum(share * table for share, table in zip(shares, tables, strict=True))
    numpy.save(options.work / "table.npy", mean)
    export.write_onnx(mean, options.work / "model.onnx")


if __name__ == "__main__":
    main()
