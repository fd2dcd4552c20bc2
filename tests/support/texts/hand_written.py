"""An issue file as a person writes it: comments everywhere, keys of their own, spacing of their own."""

BY_HAND = '''# 行业信息简报
format = 1      # the version

[masthead]
publisher  = "示例省信用担保集团公司"
title      = "行业信息简报"   # printed large
year       = 2024
number     = 14
date       = 2024-12-16
editor     = "someone"       # a key of our own

# --- the record ---
[workflow]
status = "draft"
approved = [ "a",
  "b" ]

[[distribution]]
role       = "报"
recipients = [
  "集团公司领导",  # all
  "监事会",
]
channel    = "印送"

# ===== first section =====
[[section]]
title    = "行业动态"
numbered = true

  [[section.item]]
  title = "甲"      # from county A
  body  = """
第一段，带 \\u201c引文\\u201d。
第二段。
第三段。
"""
  score = 3

  # the second
  [[section.item]]
  title = '乙'
  body  = "一行"

  [section.item.figure]
  file = "a.png"

  [[section.item]]
  "title" = "丙"
  units = ["一部", "二部"]

# ===== second section =====
[[section]]
title = "经验介绍"

[[section.item]]
title = "丁"
body = """一、背景
内容"""

[figures]
a = { b = 1 }

[end]
mark = "以下无正文"  # keep
# last words
'''
