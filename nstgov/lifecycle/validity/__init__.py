"""Whether a decision or an election is validly made, and what it lacks: one answer for all who ask (M2)."""
