"""Questions with gold become figures; calibration; explanations; the quality gate."""
