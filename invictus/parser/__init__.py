"""A post's HTML as dated sessions: lines, day headings, labels, weeks, and the proof that nothing is lost."""
