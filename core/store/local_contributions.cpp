// SPDX-License-Identifier: EUPL-1.2
// What a person makes: ideas, withdrawals, choices, drafts.
#include "core/base/id.h"
#include "core/domain/mood_session.h"
#include "core/ops/payloads.h"
#include "core/store/local_impl.h"

namespace qp::store {

namespace {

std::string theme_slug(const domain::IdeaDraft& draft) {
    return draft.theme ? std::string{domain::slug(*draft.theme)} : std::string{};
}

struct Photo {
    ops::Hash hash{};
    Bytes blob;
};

// Nothing but the picture, sealed to the contribution that it belongs to.
Result<std::vector<Photo>> sealed(const ops::CityKeys& city, const ops::BlobOwner& owner,
                                  const std::vector<Bytes>& images, Instant now, Random& random) {
    if (images.size() > ops::kPhotosMax) return fail(Code::bad_argument, "too many photos");
    std::vector<Photo> photos;
    for (const Bytes& image : images) {
        const auto clean = ops::without_metadata(image);
        if (!clean) return fail(clean.error());
        auto blob = ops::seal_blob(city, owner, *clean, now, random);
        if (!blob) return fail(blob.error());
        photos.push_back({ops::blob_hash(*blob), std::move(*blob)});
    }
    return photos;
}

ops::Payload submission(const Id& id, const domain::IdeaDraft& draft, const ops::LookupTag& tag,
                        const std::vector<Photo>& photos) {
    ops::IdeaSubmit submit;
    submit.idea = id;
    submit.title = draft.title;
    submit.text = draft.text;
    submit.quarter = draft.quarter;
    submit.theme = theme_slug(draft);
    submit.language = draft.language;
    submit.lookup_tag = tag;
    submit.place = draft.place;
    for (const Photo& photo : photos) submit.photos.push_back(photo.hash);
    return {ops::IdeaSubmit::kType, submit.version(), ops::encode(submit)};
}

Status keep_own(Database& person, const Id& id, const ops::Contribution& made,
                const domain::IdeaDraft& draft, const std::string& code, std::int64_t queued,
                Instant now) {
    auto statement = person.prepare(
        "INSERT INTO own_ideas(id, seed, epoch, seq, head, outbox_number, title, text, quarter, "
        "theme, language, code, saved_at, place) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
    if (!statement) return fail(statement.error());
    statement->bind(1, id).bind(2, made.author.seed()).bind(3, made.chain.epoch);
    statement->bind(4, made.chain.seq).bind(5, made.chain.head).bind(6, queued);
    statement->bind(7, draft.title).bind(8, draft.text).bind(9, draft.quarter);
    statement->bind(10, theme_slug(draft)).bind(11, draft.language);
    statement->bind(12, code).bind(13, ms(now));
    return statement->bind(14, domain::text_of(draft.place)).run();
}

// The author's key and how far their chain has got.
struct OwnChain {
    ops::KeyPair author;
    ops::ChainState chain;
};

Result<std::optional<OwnChain>> own_chain(Database& person, const Id& idea) {
    auto statement = person.prepare("SELECT seed, epoch, seq, head FROM own_ideas WHERE id = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, idea).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<OwnChain>{};
    const auto seed = to_array<32>(statement->blob(0));
    const auto epoch = to_array<8>(statement->blob(1));
    const auto head = to_array<32>(statement->blob(3));
    if (!seed || !epoch || !head) return fail(Code::damaged, "a stored key");
    return std::optional<OwnChain>{
        OwnChain{ops::KeyPair::from_seed(*seed),
                 {*epoch, static_cast<std::uint32_t>(statement->integer(2)), *head}}};
}

}  // namespace

Result<Local::Impl::SpareCode> Local::Impl::take_code(const ops::CityId& city_id) {
    if (spare && spare->city == city_id) {
        SpareCode taken = std::move(*spare);
        spare.reset();
        return taken;
    }
    auto code = ops::ReceiptCode::generate(random);
    auto tag = ops::lookup_tag(city_id, code);
    if (!tag) return fail(tag.error());
    return SpareCode{city_id, std::move(code), *tag};
}

Status Local::prepare() {
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    if (impl_->spare && impl_->spare->city == (*known)->city.id) return {};
    auto made = impl_->take_code((*known)->city.id);
    if (!made) return fail(made.error());
    impl_->spare = std::move(*made);
    return {};
}

Result<Saved> Local::save_idea(const domain::IdeaDraft& typed, const std::vector<Bytes>& images) {
    if (auto refused = impl_->refuse_when_full(); !refused) return fail(refused.error());
    domain::IdeaDraft draft = domain::cleaned(typed);
    if (!domain::check(draft).empty()) return fail(Code::bad_argument, "an unfinished idea");
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    auto code = impl_->take_code((*known)->city.id);
    if (!code) return fail(code.error());
    const Instant now = impl_->clock.now();
    const Id id = random_id<Id>(impl_->random);
    const ops::CityKeys& city = **known;
    const ops::KeyPair author = ops::KeyPair::generate(impl_->random);
    const ops::ChainState chain = ops::new_chain(city.city, author.public_key(), impl_->random);
    const auto photos =
        sealed(city, {author.public_key(), chain.epoch}, images, now, impl_->random);
    if (!photos) return fail(photos.error());
    auto made = ops::contribute_again(
        city, author, chain, submission(id, draft, code->tag, *photos), Id{}, now, impl_->random);
    if (!made) return fail(made.error());

    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto queued = queue(impl_->database, *made);
    if (!queued) return fail(queued.error());
    for (const Photo& photo : *photos)
        if (auto kept =
                impl_->queue_photo(author, chain.epoch, city.city.id, photo.hash, photo.blob);
            !kept)
            return fail(kept.error());
    // A kiosk keeps no text, and a phone's copy shares the commit of what goes out.
    if (impl_->kind == DeviceKind::kiosk) draft = domain::IdeaDraft{};
    const std::string shown = code->code.shown();
    auto kept = keep_own(impl_->person(), id, *made, draft, shown, *queued, now);
    if (!kept) return fail(kept.error());
    if (auto done = transaction->commit(); !done) {
        if (impl_->memory) {
            auto undo = impl_->memory->prepare("DELETE FROM own_ideas WHERE id = ?1");
            if (undo) (void)undo->bind(1, id).run();
        }
        return fail(done.error());
    }
    return Saved{id, shown};
}

namespace {

Status keep_what_stood(Database& database, const Id& idea, std::uint32_t edit) {
    auto keep = database.prepare(
        "INSERT INTO own_edits(epoch, seq, title, text, quarter, theme, language, place) "
        "SELECT epoch, ?2, title, text, quarter, theme, language, place FROM own_ideas "
        "WHERE id = ?1");
    if (!keep) return fail(keep.error());
    return keep->bind(1, idea).bind(2, edit).run();
}

Status replace_own(Database& database, const Id& idea, const domain::IdeaDraft& draft,
                   const ops::Contribution& made, std::int64_t queued) {
    auto replace = database.prepare(
        "UPDATE own_ideas SET title = ?2, text = ?3, quarter = ?4, theme = ?5, language = ?6, "
        "seq = ?7, head = ?8, outbox_number = ?9, place = ?10 WHERE id = ?1");
    if (!replace) return fail(replace.error());
    replace->bind(1, idea).bind(2, draft.title).bind(3, draft.text).bind(4, draft.quarter);
    replace->bind(5, theme_slug(draft)).bind(6, draft.language);
    replace->bind(7, made.chain.seq).bind(8, made.chain.head).bind(9, queued);
    return replace->bind(10, domain::text_of(draft.place)).run();
}

}  // namespace

Result<Saved> Local::edit_idea(const Id& idea, const domain::IdeaDraft& typed) {
    if (impl_->kind == DeviceKind::kiosk) return fail(Code::bad_argument, "a kiosk keeps no text");
    if (auto refused = impl_->refuse_when_full(); !refused) return fail(refused.error());
    const domain::IdeaDraft draft = domain::cleaned(typed);
    if (!domain::check(draft).empty()) return fail(Code::bad_argument, "an unfinished idea");
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    const auto held = own_idea(idea);
    if (!held) return fail(held.error());
    if (!*held) return fail(Code::not_found, "no key for this idea on this device");
    if (!(*held)->can_be_withdrawn()) return fail(Code::bad_argument, "withdrawn, or refused");
    if ((*held)->draft == draft) return Saved{idea, {}};
    const auto own = own_chain(impl_->database, idea);
    if (!own) return fail(own.error());
    const ops::IdeaEdit edit{idea,          draft.title,       draft.text,
                             draft.quarter, theme_slug(draft), draft.language,
                             draft.place};
    const auto made =
        ops::contribute_again(**known, (*own)->author, (*own)->chain,
                              {ops::IdeaEdit::kType, edit.version(), ops::encode(edit)}, Id{},
                              impl_->clock.now(), impl_->random);
    if (!made) return fail(made.error());

    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto queued = queue(impl_->database, *made);
    if (!queued) return fail(queued.error());
    if (auto kept = keep_what_stood(impl_->database, idea, made->chain.seq); !kept)
        return fail(kept.error());
    if (auto replaced = replace_own(impl_->database, idea, draft, *made, *queued); !replaced)
        return fail(replaced.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return Saved{idea, {}};
}

Result<Saved> Local::withdraw_idea(const Id& idea) {
    if (auto refused = impl_->refuse_when_full(); !refused) return fail(refused.error());
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    auto own = own_chain(impl_->person(), idea);
    if (!own) return fail(own.error());
    if (!*own) return fail(Code::not_found, "no key for this idea on this device");
    auto made =
        ops::contribute_again(**known, (*own)->author, (*own)->chain,
                              {ops::IdeaWithdraw::kType, 1, ops::encode(ops::IdeaWithdraw{idea})},
                              Id{}, impl_->clock.now(), impl_->random);
    if (!made) return fail(made.error());

    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto queued = queue(impl_->database, *made);
    if (!queued) return fail(queued.error());
    auto drop = impl_->database.prepare("DELETE FROM photos WHERE author = ?1");
    if (!drop) return fail(drop.error());
    if (auto dropped = drop->bind(1, (*own)->author.public_key()).run(); !dropped)
        return fail(dropped.error());
    auto forget = impl_->database.prepare("DELETE FROM own_edits WHERE epoch = ?1");
    if (!forget) return fail(forget.error());
    if (auto forgotten = forget->bind(1, (*own)->chain.epoch).run(); !forgotten)
        return fail(forgotten.error());
    const auto mark = [&]() -> Status {
        auto statement = impl_->person().prepare(
            "UPDATE own_ideas SET is_withdrawn = 1, seq = ?2, head = ?3, outbox_number = ?4 "
            "WHERE id = ?1");
        if (!statement) return fail(statement.error());
        statement->bind(1, idea).bind(2, made->chain.seq).bind(3, made->chain.head);
        return statement->bind(4, *queued).run();
    };
    if (!impl_->memory) {
        if (auto marked = mark(); !marked) return fail(marked.error());
    }
    if (auto done = transaction->commit(); !done) return fail(done.error());
    if (impl_->memory) {
        if (auto marked = mark(); !marked) return fail(marked.error());
    }
    return Saved{idea, {}};
}

Result<ops::BallotSecret> Local::Impl::ballot_secret() {
    auto held = person().prepare("SELECT value FROM secrets WHERE key = 'ballots'");
    if (!held) return fail(held.error());
    auto row = held->step();
    if (!row) return fail(row.error());
    if (*row) {
        const auto secret = to_array<32>(held->blob(0));
        if (!secret) return fail(Code::damaged, "the ballot secret");
        return *secret;
    }
    ops::BallotSecret secret{};
    random.fill(secret);
    auto keep = person().prepare("INSERT INTO secrets(key, value) VALUES('ballots', ?1)");
    if (!keep) return fail(keep.error());
    if (auto done = keep->bind(1, secret).run(); !done) return fail(done.error());
    return secret;
}

namespace {

struct Chosen {
    std::uint8_t choice = 0;
    std::uint32_t revision = 0;  // 0: nothing chosen yet
    Bytes ballot;                // hash of it
};

Result<Chosen> chosen(Database& person, const Id& poll) {
    auto statement = person.prepare("SELECT choice, revision, ballot FROM choices WHERE poll = ?1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, poll).step();
    if (!row) return fail(row.error());
    if (!*row) return Chosen{};
    const BytesView hash = statement->blob(2);
    return Chosen{static_cast<std::uint8_t>(statement->integer(0)),
                  static_cast<std::uint32_t>(statement->integer(1)),
                  Bytes{hash.begin(), hash.end()}};
}

Status choose(Database& person, const Id& poll, const ops::SignedBallot& signed_ballot) {
    auto statement = person.prepare(
        "INSERT INTO choices(poll, choice, revision, ballot) VALUES(?1, ?2, ?3, ?4) "
        "ON CONFLICT DO UPDATE SET choice = excluded.choice, revision = excluded.revision, "
        "ballot = excluded.ballot");
    if (!statement) return fail(statement.error());
    statement->bind(1, poll).bind(2, static_cast<int>(signed_ballot.ballot.choice));
    return statement->bind(3, signed_ballot.ballot.revision).bind(4, signed_ballot.hash).run();
}

Status queue_ballot(Database& database, const ops::SignedBallot& signed_ballot,
                    const Bytes& replaced, Instant not_before, Milliseconds delay_max) {
    // What has not gone out need not: the newer one replaces it anyway.
    auto drop = database.prepare("DELETE FROM ballots WHERE hash = ?1 AND state <> 1");
    if (!drop) return fail(drop.error());
    if (auto done = drop->bind(1, replaced).run(); !done) return done;
    auto insert = database.prepare(
        "INSERT INTO ballots(hash, ballot, not_before, delay_max) VALUES(?1, ?2, ?3, ?4)");
    if (!insert) return fail(insert.error());
    insert->bind(1, signed_ballot.hash).bind(2, signed_ballot.bytes).bind(3, ms(not_before));
    return insert->bind(4, std::int64_t{delay_max.count()}).run();
}

}  // namespace

// Instant{} in a live session, which no clock makes wait.
Instant Local::Impl::held_until(std::optional<Milliseconds> delay_max) {
    if (!delay_max) return Instant{};
    ByteArray<8> drawn{};
    random.fill(drawn);
    std::uint64_t number = 0;
    for (const std::uint8_t byte : drawn) number = number << 8 | byte;
    const auto span = static_cast<std::uint64_t>(delay_max->count()) + 1;
    return clock.now() + Milliseconds{static_cast<std::int64_t>(number % span)};
}

Result<Saved> Local::cast(const Id& poll, std::uint8_t choice,
                          std::optional<Milliseconds> delay_max) {
    if (choice > domain::kLikertSteps) return fail(Code::bad_argument, "no such choice");
    if (auto refused = impl_->refuse_when_full(); !refused) return fail(refused.error());
    const auto known = impl_->known_city();
    if (!known) return fail(known.error());
    const ops::CityId city = (*known)->city.id;

    auto transaction = Transaction::begin(impl_->database);
    if (!transaction) return fail(transaction.error());
    const auto before = chosen(impl_->person(), poll);
    if (!before) return fail(before.error());
    const auto secret = impl_->ballot_secret();
    if (!secret) return fail(secret.error());
    ops::Ballot ballot;
    ballot.poll = poll;
    ballot.revision = before->revision + 1;
    ballot.choice = choice;
    const auto made =
        ops::sign_ballot(city, ops::nullifier_key(*secret, city, poll), std::move(ballot));
    auto queued = queue_ballot(impl_->database, made, before->ballot, impl_->held_until(delay_max),
                               delay_max.value_or(Milliseconds{0}));
    if (!queued) return fail(queued.error());
    if (!impl_->memory) {
        if (auto kept = choose(impl_->person(), poll, made); !kept) return fail(kept.error());
    }
    if (auto done = transaction->commit(); !done) return fail(done.error());
    if (impl_->memory) {
        if (auto kept = choose(impl_->person(), poll, made); !kept) return fail(kept.error());
    }
    return Saved{poll, {}};
}

Result<std::optional<std::uint8_t>> Local::choice(const Id& poll) {
    const auto held = chosen(impl_->person(), poll);
    if (!held) return fail(held.error());
    if (held->revision == 0 || held->choice == ops::kChoiceWithdrawn) {
        return std::optional<std::uint8_t>{};
    }
    return std::optional<std::uint8_t>{held->choice};
}

Status Local::keep_draft(const domain::IdeaDraft& draft) {
    auto statement = impl_->person().prepare(
        "INSERT OR REPLACE INTO drafts(one, title, text, quarter, theme, language, place) "
        "VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6)");
    if (!statement) return fail(statement.error());
    statement->bind(1, draft.title).bind(2, draft.text).bind(3, draft.quarter);
    statement->bind(4, theme_slug(draft)).bind(5, draft.language);
    return statement->bind(6, domain::text_of(draft.place)).run();
}

Result<std::optional<domain::IdeaDraft>> Local::draft() {
    auto statement =
        impl_->person().prepare("SELECT title, text, quarter, theme, language, place FROM drafts");
    if (!statement) return fail(statement.error());
    auto row = statement->step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<domain::IdeaDraft>{};
    domain::IdeaDraft draft;
    draft.title = statement->text(0);
    draft.text = statement->text(1);
    draft.quarter = statement->text(2);
    draft.theme = domain::find_theme(statement->text(3));
    draft.language = statement->text(4);
    draft.place = domain::find_coarse_point(statement->text(5));
    return std::optional<domain::IdeaDraft>{std::move(draft)};
}

Status Local::drop_draft() {
    return impl_->person().run("DELETE FROM drafts");
}

}  // namespace qp::store
