create view facts.products as
select id, code, name collate "C" as name, category, brand
from commerce.products;

comment on view facts.products is 'What is sold.';
comment on column facts.products.id is 'The product.';
comment on column facts.products.code is 'Its code, unique.';
comment on column facts.products.name is 'Its name.';
comment on column facts.products.category is 'Category.';
comment on column facts.products.brand is 'Brand.';
