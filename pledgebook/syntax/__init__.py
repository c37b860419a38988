"""Text -> sentences -> words -> dependency trees.

from pledgebook.syntax import Parser, split
parser = Parser.load()
trees = parser.parse(split("France will send troops once a ceasefire holds."))
"""

from pledgebook.syntax.parser import Parser, cut_doubts
from pledgebook.syntax.sentences import Sentence, split
from pledgebook.syntax.tokens import Word
from pledgebook.syntax.tree import NO_HEAD, Token, Tree

__all__ = ["NO_HEAD", "Parser", "Sentence", "Token", "Tree", "Word", "cut_doubts", "split"]
