"""Work lists: what must be done, by whom it is seen to, and what people wrote about it last week."""
