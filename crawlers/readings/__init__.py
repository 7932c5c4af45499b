"""What a reader answers with, whatever its family: lists, articles, front pages, feeds; a family told in facts."""
