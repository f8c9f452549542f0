BEGIN TRANSACTION;
CREATE TABLE aliases (
	alias VARCHAR NOT NULL,
	paper_id VARCHAR NOT NULL,
	PRIMARY KEY (alias)
);
CREATE TABLE capsules (
	number INTEGER NOT NULL,
	hash VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (hash)
);
INSERT INTO "capsules" VALUES(1,'ae8c6a0f35e2a29e7420','answer','{"embedder": {"fingerprint": "7fef5de798ad", "name": "builtin"}, "filters": {}, "kind": "answer", "limit": 5, "prompts": [], "result": {"closest": ["pe5e0998e0d4f", "p8928128e5464", "p602c862ab11a"], "model": null, "note": "", "question": "Which bees count petals?", "references": [{"number": 1, "paper": {"abstract": "Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.", "abstract_by": null, "arxiv_id": null, "authors": ["Ada Moss", "Ib Fern"], "authors_complete": true, "categories": ["q-bio.NC", "bees"], "code": null, "date": "2011", "doi": null, "id": "pe5e0998e0d4f", "key": "moss2011bees", "organisations": [], "score": null, "sources": [{"record": "{\"title\": \"Bees Count Petals\", \"authors\": [\"Ada Moss\", \"Ib Fern\"], \"year\": 2011, \"abstract\": \"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.\", \"venue\": \"Letters on Bees\", \"categories\": [\"q-bio.NC\", \"bees\"]}", "source": "meadow.jsonl"}], "title": "Bees Count Petals", "url": null, "venue": "Letters on Bees", "year": 2011}}], "sentences": [{"citations": [{"end": 103, "number": 1, "paper_id": "pe5e0998e0d4f", "quote": "We show that honey bees count the petals of flowers up to four.", "start": 40}], "reason": "", "support": "verbatim", "text": "Moss and Fern (2011): “We show that honey bees count the petals of flowers up to four.”"}, {"citations": [{"end": 156, "number": 1, "paper_id": "pe5e0998e0d4f", "quote": "Bees that were fed with caffeine counted up to five.", "start": 104}], "reason": "", "support": "verbatim", "text": "Moss and Fern add: “Bees that were fed with caffeine counted up to five.”"}], "status": "answered", "strength": 0.998, "text": "Moss and Fern (2011): “We show that honey bees count the petals of flowers up to four.” [1] Moss and Fern add: “Bees that were fed with caffeine counted up to five.” [1]"}, "retrieved": [["pe5e0998e0d4f", 0.588018], ["p8928128e5464", 0.189793], ["p602c862ab11a", 0.018946]], "version": "0.1.0"}');
INSERT INTO "capsules" VALUES(2,'8d2be0c672f5e412f6a9','review','{"embedder": {"fingerprint": "7fef5de798ad", "name": "builtin"}, "filters": {}, "kind": "review", "limit": null, "prompts": [], "result": {"coverage": {"cited": ["pe5e0998e0d4f", "p8928128e5464"], "relevant": ["pe5e0998e0d4f", "p8928128e5464"], "uncited": []}, "model": null, "references": [{"number": 1, "paper": {"abstract": "Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.", "abstract_by": null, "arxiv_id": null, "authors": ["Ada Moss", "Ib Fern"], "authors_complete": true, "categories": ["q-bio.NC", "bees"], "code": null, "date": "2011", "doi": null, "id": "pe5e0998e0d4f", "key": "moss2011bees", "organisations": [], "score": null, "sources": [{"record": "{\"title\": \"Bees Count Petals\", \"authors\": [\"Ada Moss\", \"Ib Fern\"], \"year\": 2011, \"abstract\": \"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.\", \"venue\": \"Letters on Bees\", \"categories\": [\"q-bio.NC\", \"bees\"]}", "source": "meadow.jsonl"}], "title": "Bees Count Petals", "url": null, "venue": "Letters on Bees", "year": 2011}}, {"number": 2, "paper": {"abstract": "Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.", "abstract_by": null, "arxiv_id": null, "authors": ["Una Reed"], "authors_complete": true, "categories": ["bees"], "code": null, "date": "2018", "doi": null, "id": "p8928128e5464", "key": "reed2018humble", "organisations": [], "score": null, "sources": [{"record": "{\"title\": \"HUMBLE: Bumblebees Learn to Roll Balls\", \"authors\": [\"Una Reed\"], \"year\": 2018, \"abstract\": \"Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.\", \"categories\": [\"bees\"]}", "source": "meadow.jsonl"}], "title": "HUMBLE: Bumblebees Learn to Roll Balls", "url": null, "venue": null, "year": 2018}}], "scope": {"below": [{"paper_id": "p602c862ab11a", "score": 0.176084, "title": "Ants Weigh Their Loads", "year": 2020}], "read_as": [], "searched": 3}, "sections": [{"heading": "Bees count petals", "paper_ids": ["pe5e0998e0d4f", "p8928128e5464"], "sentences": [{"citations": [{"end": 103, "number": 1, "paper_id": "pe5e0998e0d4f", "quote": "We show that honey bees count the petals of flowers up to four.", "start": 40}], "reason": "", "support": "verbatim", "text": "Moss and Fern (2011): “We show that honey bees count the petals of flowers up to four.”"}, {"citations": [{"end": 103, "number": 2, "paper_id": "p8928128e5464", "quote": "HUMBLE is a protocol in which bumblebees learn to roll balls for sugar.", "start": 32}], "reason": "", "support": "verbatim", "text": "Reed (2018): “HUMBLE is a protocol in which bumblebees learn to roll balls for sugar.”"}]}], "theme": "bees", "title": "Bees"}, "retrieved": [["pe5e0998e0d4f", 0.706029], ["p8928128e5464", 0.485013], ["p602c862ab11a", 0.176084]], "version": "0.1.0"}');
CREATE TABLE chats (
	id VARCHAR NOT NULL,
	title TEXT NOT NULL,
	used INTEGER NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (used)
);
INSERT INTO "chats" VALUES('AYtjgzyRG7xX_gKLr2Iy4A','Which bees count petals?',1);
CREATE TABLE "indexed" (
	paper_id VARCHAR NOT NULL,
	passages INTEGER NOT NULL,
	PRIMARY KEY (paper_id)
);
INSERT INTO "indexed" VALUES('pe5e0998e0d4f',1);
INSERT INTO "indexed" VALUES('p8928128e5464',1);
INSERT INTO "indexed" VALUES('p602c862ab11a',1);
CREATE TABLE marks (
	mark VARCHAR NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (mark, seq)
);
INSERT INTO "marks" VALUES('t4aaf1109d7bf82c544',1);
INSERT INTO "marks" VALUES('t59f4d235ec53ed021d',1);
INSERT INTO "marks" VALUES('t7af27bc55d90933a8a',1);
INSERT INTO "marks" VALUES('t94581e0ae2052d674d',1);
INSERT INTO "marks" VALUES('t323101f31bfbbefa23',2);
INSERT INTO "marks" VALUES('tb9b56cb5e05e27c168',2);
INSERT INTO "marks" VALUES('tc15d20fa0f76263d91',2);
INSERT INTO "marks" VALUES('t62c9373f88b381f2e9',3);
INSERT INTO "marks" VALUES('ta153a98c92f3b6bac7',3);
INSERT INTO "marks" VALUES('tba3c8e890c360a1831',3);
INSERT INTO "marks" VALUES('ted6b909e86f81c6c85',3);
INSERT INTO "marks" VALUES('tfa8f772dcdd8259ea2',3);
CREATE TABLE meta (
	name VARCHAR NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('format','1');
INSERT INTO "meta" VALUES('embedder','builtin');
INSERT INTO "meta" VALUES('fingerprint','7fef5de798ad');
INSERT INTO "meta" VALUES('dimensions','256');
INSERT INTO "meta" VALUES('generation','1');
CREATE TABLE papers (
	id VARCHAR NOT NULL,
	age INTEGER NOT NULL,
	"key" VARCHAR NOT NULL,
	year INTEGER,
	title TEXT NOT NULL,
	authors TEXT NOT NULL,
	venue TEXT NOT NULL,
	categories TEXT NOT NULL,
	names TEXT NOT NULL,
	state TEXT NOT NULL,
	words TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (age),
	UNIQUE ("key")
);
INSERT INTO "papers" VALUES('pe5e0998e0d4f',1,'moss2011bees',2011,'beescountpetals','ada moss
ib fern','letters on bees','
q-bio.nc

bees
','Ada Moss
Ib Fern','{"title":"Bees Count Petals","authors":["Ada Moss","Ib Fern"],"authors_complete":true,"year":2011,"date":"2011","venue":"Letters on Bees","categories":["q-bio.NC","bees"],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.","abstract_by":null,"code":null,"score":null}','bees count petals ada moss ib fern letters on bees honey bees visit many flowers in a day. we show that honey bees count the petals of flowers up to four. bees that were fed with caffeine counted up to five.');
INSERT INTO "papers" VALUES('p8928128e5464',2,'reed2018humble',2018,'humblebumblebeeslearntorollballs','una reed','','
bees
','Una Reed','{"title":"HUMBLE: Bumblebees Learn to Roll Balls","authors":["Una Reed"],"authors_complete":true,"year":2018,"date":"2018","venue":null,"categories":["bees"],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.","abstract_by":null,"code":null,"score":null}','humble: bumblebees learn to roll balls una reed play is rarely seen in insects. humble is a protocol in which bumblebees learn to roll balls for sugar. humble needs twelve trials, and bumblebees that watched another bee needed only five.');
INSERT INTO "papers" VALUES('p602c862ab11a',3,'park2020ants',2020,'antsweightheirloads','ole park
ria sund
kai holm','','','Ole Park
Ria Sund
Kai Holm','{"title":"Ants Weigh Their Loads","authors":["Ole Park","Ria Sund","Kai Holm"],"authors_complete":true,"year":2020,"date":"2020","venue":null,"categories":[],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Ants carry seeds to the nest. Our ants refused seeds heavier than nine milligrams. Colonies with more workers accepted heavier seeds.","abstract_by":null,"code":null,"score":null}','ants weigh their loads ole park ria sund kai holm ants carry seeds to the nest. our ants refused seeds heavier than nine milligrams. colonies with more workers accepted heavier seeds.');
CREATE TABLE pending (
	number INTEGER NOT NULL,
	paper_id VARCHAR NOT NULL,
	PRIMARY KEY (number),
	UNIQUE (paper_id)
);
CREATE TABLE rejections (
	number INTEGER NOT NULL,
	source TEXT NOT NULL,
	"where" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (number)
);
CREATE TABLE sources (
	seq INTEGER NOT NULL,
	paper_id VARCHAR NOT NULL,
	source TEXT NOT NULL,
	hash VARCHAR NOT NULL,
	text TEXT NOT NULL,
	fields TEXT NOT NULL,
	PRIMARY KEY (seq),
	UNIQUE (hash)
);
INSERT INTO "sources" VALUES(1,'pe5e0998e0d4f','meadow.jsonl','4651b5ea1c7db0f34c90e7e2b2701e6d','{"title": "Bees Count Petals", "authors": ["Ada Moss", "Ib Fern"], "year": 2011, "abstract": "Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.", "venue": "Letters on Bees", "categories": ["q-bio.NC", "bees"]}','{"title":"Bees Count Petals","authors":["Ada Moss","Ib Fern"],"authors_complete":true,"year":2011,"date":"2011","venue":"Letters on Bees","categories":["q-bio.NC","bees"],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.","abstract_by":null,"code":null,"score":null,"source":"meadow.jsonl","where":"line 1","given_id":null,"sure":true}');
INSERT INTO "sources" VALUES(2,'p8928128e5464','meadow.jsonl','76a6105255a8a33468a96d5220ea48cd','{"title": "HUMBLE: Bumblebees Learn to Roll Balls", "authors": ["Una Reed"], "year": 2018, "abstract": "Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.", "categories": ["bees"]}','{"title":"HUMBLE: Bumblebees Learn to Roll Balls","authors":["Una Reed"],"authors_complete":true,"year":2018,"date":"2018","venue":null,"categories":["bees"],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.","abstract_by":null,"code":null,"score":null,"source":"meadow.jsonl","where":"line 2","given_id":null,"sure":true}');
INSERT INTO "sources" VALUES(3,'p602c862ab11a','meadow.jsonl','6a45b8a4d564c6852cbcb3c0cec59346','{"title": "Ants Weigh Their Loads", "authors": ["Ole Park", "Ria Sund", "Kai Holm"], "year": 2020, "abstract": "Ants carry seeds to the nest. Our ants refused seeds heavier than nine milligrams. Colonies with more workers accepted heavier seeds."}','{"title":"Ants Weigh Their Loads","authors":["Ole Park","Ria Sund","Kai Holm"],"authors_complete":true,"year":2020,"date":"2020","venue":null,"categories":[],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Ants carry seeds to the nest. Our ants refused seeds heavier than nine milligrams. Colonies with more workers accepted heavier seeds.","abstract_by":null,"code":null,"score":null,"source":"meadow.jsonl","where":"line 3","given_id":null,"sure":true}');
CREATE TABLE turns (
	chat_id VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (chat_id, number)
);
INSERT INTO "turns" VALUES('AYtjgzyRG7xX_gKLr2Iy4A',1,'{"question":"Which bees count petals?","asked":"Which bees count petals?","answer":{"question":"Which bees count petals?","status":"answered","text":"Moss and Fern (2011): “We show that honey bees count the petals of flowers up to four.” [1] Moss and Fern add: “Bees that were fed with caffeine counted up to five.” [1]","sentences":[{"text":"Moss and Fern (2011): “We show that honey bees count the petals of flowers up to four.”","support":"verbatim","citations":[{"number":1,"paper_id":"pe5e0998e0d4f","quote":"We show that honey bees count the petals of flowers up to four.","start":40,"end":103}],"reason":""},{"text":"Moss and Fern add: “Bees that were fed with caffeine counted up to five.”","support":"verbatim","citations":[{"number":1,"paper_id":"pe5e0998e0d4f","quote":"Bees that were fed with caffeine counted up to five.","start":104,"end":156}],"reason":""}],"references":[{"number":1,"paper":{"title":"Bees Count Petals","authors":["Ada Moss","Ib Fern"],"authors_complete":true,"year":2011,"date":"2011","venue":"Letters on Bees","categories":["q-bio.NC","bees"],"organisations":[],"doi":null,"arxiv_id":null,"url":null,"abstract":"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.","abstract_by":null,"code":null,"score":null,"id":"pe5e0998e0d4f","key":"moss2011bees","sources":[{"source":"meadow.jsonl","record":"{\"title\": \"Bees Count Petals\", \"authors\": [\"Ada Moss\", \"Ib Fern\"], \"year\": 2011, \"abstract\": \"Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up to four. Bees that were fed with caffeine counted up to five.\", \"venue\": \"Letters on Bees\", \"categories\": [\"q-bio.NC\", \"bees\"]}"}]}}],"closest":["pe5e0998e0d4f","p8928128e5464","p602c862ab11a"],"strength":0.998,"model":null,"capsule":"ae8c6a0f35e2a29e7420","note":"","usage":null}}');
CREATE INDEX ix_papers_year ON papers (year);
CREATE INDEX ix_papers_title ON papers (title);
CREATE INDEX ix_aliases_paper_id ON aliases (paper_id);
CREATE INDEX ix_sources_paper_id ON sources (paper_id);
CREATE INDEX marks_by_seq ON marks (seq);
CREATE INDEX ix_rejections_source ON rejections (source);
COMMIT;
