/** Names of customers in Britain, Singapore and the United States, and of expatriates in China. */
export interface ForeignNames {
  male: readonly string[];
  female: readonly string[];
  family: readonly string[];
}

function names(male: string, female: string, family: string): ForeignNames {
  return { male: male.split(','), female: female.split(','), family: family.split(',') };
}

export const ENGLISH_NAMES = names(
  'James,Oliver,Jack,Harry,George,Thomas,William,Daniel,Matthew,Joseph,Samuel,David,Benjamin,Edward,Alexander,Henry,Adam,Luke,Andrew,Peter,Simon,Robert,Michael,Stephen,Paul,Mark,Richard,Alan,Graham,Colin,Ethan,Noah,Liam,Callum,Rory,Hugh',
  'Emma,Olivia,Sophie,Charlotte,Emily,Grace,Jessica,Lucy,Hannah,Alice,Amelia,Eleanor,Katherine,Laura,Rachel,Sarah,Rebecca,Helen,Susan,Margaret,Claire,Julia,Fiona,Isla,Megan,Ruth,Anna,Elizabeth,Victoria,Harriet,Joanna,Nicola,Zoe,Imogen,Heather,Moira',
  "Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Robinson,Wright,Thompson,Evans,Walker,White,Roberts,Green,Hall,Wood,Jackson,Clarke,Hughes,Edwards,Turner,Hill,Moore,Clark,Harris,Lewis,Cooper,King,Baker,Martin,Morris,Allen,Parker,Cook,Bennett,Shaw,Ward,Watson,Mitchell,Young,Bailey,Carter,Richardson,Cox,Ellis,Mason,Hunt,Palmer,Barnes,Chapman,Murray,Reid,Campbell,Stewart,O'Brien,O'Connor,Murphy,Kelly,Fletcher,Lloyd-Jones,Hargreaves,Whitfield",
);

export const SINGAPORE_CHINESE_NAMES = names(
  'Wei Jie,Jun Hao,Zhi Wei,Kai Xiang,Wei Ming,Boon Kiat,Kok Leong,Jia Jun,Yong Sheng,Chee Keong,Wei Liang,Jun Wei,Teck Huat,Ming Hui,Zi Xuan,Darren,Marcus,Jeremy,Adrian,Kenneth',
  'Hui Min,Wei Ling,Jia Hui,Xin Yi,Li Ting,Mei Ling,Siew Hoon,Hwee Leng,Yi Ling,Jia Xin,Pei Shan,Shu Hui,Yan Ting,Zhi Ning,Bee Lian,Rachel,Cheryl,Michelle,Joanne,Serene',
  'Tan,Lim,Lee,Ng,Ong,Wong,Goh,Chua,Chan,Koh,Teo,Ang,Yeo,Tay,Ho,Low,Toh,Sim,Chong,Chia,Seah,Quek,Heng,Foo,Leong,Soh',
);

export const SINGAPORE_MALAY_NAMES = names(
  'Muhammad Hafiz,Ahmad Faizal,Iskandar,Mohamed Rizal,Syafiq,Haziq,Firdaus,Amirul',
  'Nurul Aisyah,Siti Nurhaliza,Nur Syafiqah,Farah,Aminah,Hidayah,Zulaikha,Nadia',
  'Rahman,Ismail,Abdullah,Yusof,Hassan,Osman,Salleh,Hamid',
);

export const SINGAPORE_INDIAN_NAMES = names(
  'Arjun,Ravi,Suresh,Vikram,Karthik,Prakash,Rajesh,Dinesh',
  'Priya,Kavitha,Lakshmi,Deepa,Anjali,Meena,Shalini,Divya',
  'Nair,Kumar,Menon,Pillai,Krishnan,Rajan,Singh,Subramaniam',
);
