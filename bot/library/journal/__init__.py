"""What moderators read later: unanswered questions, reports, and who changed the corpus."""
