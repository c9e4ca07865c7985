-- How big and lively a city is for business, as a dated list says. Nobody's list is law: people may change it.
create table customers.city_tiers (
  -- without 市: 上海
  city text collate "C" primary key,
  tier text collate "C" not null check (tier in ('first', 'new_first', 'second', 'third', 'fourth', 'fifth')),
  -- the list that says so and its day; both null = a person entered it
  source text,
  published_on date,
  note text,
  updated_by text not null,
  updated_at timestamptz not null default now()
);

insert into customers.city_tiers (city, tier, source, published_on, updated_by)
select unnest(array['上海', '北京', '深圳', '广州']), 'first',
  '第一财经·新一线城市研究所《2025新一线城市魅力排行榜》', date '2025-05-28', 'system';
insert into customers.city_tiers (city, tier, source, published_on, updated_by)
select unnest(array['成都', '杭州', '重庆', '武汉', '苏州', '西安', '南京', '长沙', '郑州', '天津', '合肥', '青岛', '东莞', '宁波', '佛山']),
  'new_first', '第一财经·新一线城市研究所《2025新一线城市魅力排行榜》', date '2025-05-28', 'system';

-- Edits of a source name the version they were made from.
alter table customers.sources add column version integer not null default 1;

-- Records of one source lie together too, as they come by imports.
create index source_records_source on customers.source_records using brin (source_id) with (pages_per_range = 16);
-- What failed its check is rare and asked for.
create index customers_marked on customers.customers (id) where marks <> '{}';
create index contact_points_invalid on customers.contact_points (customer_id) where status = 'invalid';
