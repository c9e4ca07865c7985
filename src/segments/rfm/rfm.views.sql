create view facts.rfm as
select customer_id, last_day, purchases, spend_minor, recency::integer as recency, frequency::integer as frequency,
  spend::integer as spend, rfm_group, rfm_kind
from segments.rfm;

comment on view facts.rfm is 'Scores of customers who bought within the window, as worked out last.';
comment on column facts.rfm.customer_id is 'The customer.';
comment on column facts.rfm.last_day is 'Day of the last purchase, in the organisation’s time zone.';
comment on column facts.rfm.purchases is 'Purchases within the window.';
comment on column facts.rfm.spend_minor is 'Spent within the window, what was undone taken off; minor units of the organisation’s currency.';
comment on column facts.rfm.recency is 'Score of the last purchase, 1 to 5.';
comment on column facts.rfm.frequency is 'Score of the purchases, 1 to 5.';
comment on column facts.rfm.spend is 'Score of what was spent, 1 to 5.';
comment on column facts.rfm.rfm_group is 'Group by recency and frequency: `champions` to `lost`.';
comment on column facts.rfm.rfm_kind is 'Kind by which scores lie above the average: `keyValue` to `otherWinBack`.';
