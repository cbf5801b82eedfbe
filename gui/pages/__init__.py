"""Pages: each joins widgets to questions, one page, one job."""
