-- two domains usually called The Post are told apart by their domains; one without a name goes by its
-- domain; a story's phrase that once stood for the name does not win; b.example/1 is one item
from providers order by provider_domain
