create view facts.customers as
select c.id, c.kind collate "C" as kind, c.display_name collate "C" as name, c.given_name collate "C" as given_name,
  c.family_name collate "C" as family_name, c.gender collate "C" as gender, c.birthday,
  c.language collate "C" as language, c.time_zone collate "C" as time_zone, c.country::text collate "C" as country,
  c.region collate "C" as region, c.city collate "C" as city, c.district collate "C" as district,
  tier.tier collate "C" as city_tier, c.postal_code collate "C" as postal_code, c.company collate "C" as company,
  c.occupation collate "C" as occupation, c.came_from collate "C" as came_from, c.owner_id, c.team_id, c.created_at,
  c.updated_at, coalesce(t.orders, 0) as orders, coalesce(t.cancellations, 0) as cancellations,
  coalesce(t.spend_minor, 0) as spend_minor, t.first_order_at, t.last_order_at
from customers.customers c
left join customers.totals t on t.customer_id = c.id
left join customers.city_tiers tier on tier.city = case when c.country is null or c.country = 'CN'
  then regexp_replace(coalesce(c.city, c.region), '(.)市$', '\1') end
where c.binned_at is null;

comment on view facts.customers is 'Everybody who is not in the bin, one row each.';
comment on column facts.customers.id is 'The customer.';
comment on column facts.customers.kind is '`person` or `organisation`.';
comment on column facts.customers.name is 'The name that is shown.';
comment on column facts.customers.given_name is 'Given name.';
comment on column facts.customers.family_name is 'Family name.';
comment on column facts.customers.gender is '`female`, `male` or `other`.';
comment on column facts.customers.birthday is 'Day of birth.';
comment on column facts.customers.language is 'Language to write in.';
comment on column facts.customers.time_zone is 'Time zone of the customer, as IANA names it.';
comment on column facts.customers.country is 'ISO 3166-1 code of two letters.';
comment on column facts.customers.region is 'Province or state.';
comment on column facts.customers.city is 'City as the records write it.';
comment on column facts.customers.district is 'District within the city.';
comment on column facts.customers.city_tier is 'Tier of the city, of the region where no city is known; Chinese places only.';
comment on column facts.customers.postal_code is 'Postal code.';
comment on column facts.customers.company is 'Name of the company where it is told as text.';
comment on column facts.customers.occupation is 'Occupation.';
comment on column facts.customers.came_from is 'By which way the customer came to us.';
comment on column facts.customers.owner_id is 'User who looks after the customer; null where nobody does.';
comment on column facts.customers.team_id is 'Team of the owner.';
comment on column facts.customers.created_at is 'When the customer was made here.';
comment on column facts.customers.updated_at is 'When a field changed last.';
comment on column facts.customers.orders is 'How many sales.';
comment on column facts.customers.cancellations is 'How many returns and cancellations.';
comment on column facts.customers.spend_minor is 'What all documents with a rate come to, what was undone taken off; minor units of the organisation’s currency.';
comment on column facts.customers.first_order_at is 'The first sale.';
comment on column facts.customers.last_order_at is 'The last sale.';

create view facts.contact_points as
select customer_id, kind, value, is_primary, status collate "C" as status, label collate "C" as label
from customers.contact_points;

comment on view facts.contact_points is 'Numbers and addresses of customers.';
comment on column facts.contact_points.customer_id is 'Whose it is.';
comment on column facts.contact_points.kind is '`phone`, `email`, `wechat` or `website`.';
comment on column facts.contact_points.value is 'The value in its one form.';
comment on column facts.contact_points.is_primary is 'Whether it is the first choice of its kind.';
comment on column facts.contact_points.status is '`unverified`, `valid` or `invalid`.';
comment on column facts.contact_points.label is 'What a person or a file calls it.';
