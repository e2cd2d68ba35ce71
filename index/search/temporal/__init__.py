"""When things were: of the question, of the sentence, of the article."""
