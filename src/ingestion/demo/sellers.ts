import { drawName } from './names.ts';
import { between, chance, openStream, pick, type Stream } from './random.ts';
import { type DemoStore, SHOPS } from './shops.ts';
import { PURPOSE, type World } from './world.ts';

/** Drawn once a world: every order asks. */
const known = new WeakMap<World, ReadonlyMap<DemoStore, readonly string[]>>();

/** The two to four people who sell in a shop, all of different names. */
function sellersOf(world: World, shop: DemoStore): readonly string[] {
  let byShop = known.get(world);
  if (!byShop) {
    byShop = new Map(SHOPS.map((each, index) => [each, drawSellers(world, each, index)]));
    known.set(world, byShop);
  }
  return byShop.get(shop)!;
}

/** Who made a sale in the shop. */
export function drawSeller(stream: Stream, world: World, shop: DemoStore): string {
  return pick(stream, sellersOf(world, shop));
}

function drawSellers(world: World, shop: DemoStore, index: number): string[] {
  const stream = openStream(world.seed, index, PURPOSE.sellers);
  const count = between(stream, 2, 4);
  const names = new Set<string>();
  while (names.size < count) names.add(drawSellerName(stream, world, shop));
  return [...names];
}

function drawSellerName(stream: Stream, world: World, { code }: DemoStore): string {
  const naming = code === 'SG01' ? 'singapore' : code === 'LD01' || code === 'WB02' ? 'english' : 'chinese';
  const gender = chance(stream, 700) ? 'female' : 'male';
  const birthYear = world.asOfYear - between(stream, 21, 48);
  return drawName(stream, stream, { naming, gender, birthYear, language: 'zh' }).full;
}
