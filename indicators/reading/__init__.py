"""Files as offices send them: bytes -> decode -> layout -> checks -> rows, problems and differences.

``preview.read`` is the way in; nothing here writes anything.
"""
