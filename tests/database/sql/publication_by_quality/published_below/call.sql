-- one published article below the line is a smaller fault than three unpublished above it
from publication_by_quality()
