"""Where the articles that answer a question took place, drawn as SVG on the server.

`outlines` has the countries, `projection` and `view` lay the sphere flat, `labels` places names, `drawing`
puts the picture together; `places` asks the question.
"""
