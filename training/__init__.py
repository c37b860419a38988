"""How the syntax model of ``pledgebook/syntax`` is made from open treebanks, and how good it is.

    python -m training.train --treebanks DIR --out build/model.onnx
    python -m training.evaluate FILES... --json

Needs the extra ``training`` (torch, onnx ...), which no user of pledgebook ever installs.
"""
