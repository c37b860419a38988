"""The document that one would present: commitments, conditions, needs and gaps, each with its quotes."""
