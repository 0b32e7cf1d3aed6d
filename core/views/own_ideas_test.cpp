// SPDX-License-Identifier: EUPL-1.2
// A receipt code is worth what it promises: on any device that holds the city's content it tells
// what became of the idea.
#include "core/views/own_ideas.h"

#include <sys/resource.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "core/ops/receipt_code.h"
#include "core/store/followed.h"
#include "core/views/idea.h"
#include "core/views/idea_list.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

// As somebody without a keyboard for capitals would type it, with other gaps.
std::string typed_differently(const std::string& shown) {
    std::string typed;
    for (const char c : shown)
        typed += c == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return typed;
}

struct HandedIn {
    store::Saved saved;
    domain::LookupTag tag{};
};

HandedIn hand_in(TestStore& device) {
    auto saved = device.local.save_idea({"Bänke am Markt", "", "stieghorst", {}, "de"});
    REQUIRE(saved);
    const auto code = ops::ReceiptCode::parse(saved->receipt_code());
    REQUIRE(code);
    const auto tag = ops::lookup_tag(device.city.keys.city.id, *code);
    REQUIRE(tag);
    return {std::move(*saved), *tag};
}

ReceiptLookup look_up(TestStore& device, const std::string& code) {
    const auto view = own_ideas_view(device.context(), code);
    REQUIRE(view);
    return view->lookup;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

OwnIdeasView view_of(TestStore& device, const std::string& language = "de") {
    const auto view = own_ideas_view(device.context("stieghorst", language), "");
    REQUIRE(view);
    return *view;
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__EMSCRIPTEN__)
// For as long as it lives this process gets no large piece of memory.
class NoMemory {
public:
    NoMemory() {
        std::ifstream statm{"/proc/self/statm"};
        rlim_t pages = 0;
        statm >> pages;
        REQUIRE(getrlimit(RLIMIT_AS, &before_) == 0);
        rlimit limit = before_;
        limit.rlim_cur = pages * 4096 + (rlim_t{4} << 20);
        REQUIRE(setrlimit(RLIMIT_AS, &limit) == 0);
    }
    ~NoMemory() { setrlimit(RLIMIT_AS, &before_); }
    NoMemory(const NoMemory&) = delete;
    NoMemory& operator=(const NoMemory&) = delete;

private:
    rlimit before_{};
};
#endif

}  // namespace

TEST_CASE("a refused idea is shown to its author with why, and can be written anew") {
    TestStore phone;
    const HandedIn made = hand_in(phone);
    phone.answer_operations(ops::Outcome::Kind::rejected, "bad_signature");
    const OwnIdeasView view = view_of(phone);
    CHECK(view.rows.empty());
    CHECK(view.empty.empty());
    REQUIRE(view.refused.rows.size() == 1);
    const OwnRefused& row = view.refused.rows[0];
    CHECK(row.kind == "Idee");
    CHECK(row.title.text == "Bänke am Markt");
    CHECK(holds(row.why, "Unterschrift passt nicht"));
    CHECK(holds(row.why, "nichts ändern"));
    CHECK(row.code == "Code: bad_signature");
    CHECK_FALSE(row.can_retry);
    CHECK(row.rewrite_to == "/ideen/neu#O-" + made.saved.id().hex());
    CHECK(row.id.size() == 64);
    CHECK(look_up(phone, made.saved.receipt_code()).found.size() == 1);
}

TEST_CASE(
    "an own idea can be edited until it is withdrawn; what was refused from the start cannot") {
    TestStore phone;
    const HandedIn made = hand_in(phone);
    CHECK(view_of(phone).edit == "Idee ändern");
    CHECK(view_of(phone).rows[0].edit_to == "/meine/" + made.saved.id().hex());
    CHECK(view_of(phone).rows[0].edit_spoken == "Idee ändern. Bänke am Markt.");
    phone.answer_operations(ops::Outcome::Kind::accepted);

    domain::IdeaDraft draft = (*phone.local.own_idea(made.saved.id()))->draft;
    draft.title = "Drei Bänke am Markt";
    const auto form = idea_edit_view(phone.context(), made.saved.id(), draft, false);
    REQUIRE(form);
    CHECK(form->title == "Idee ändern");
    CHECK(form->title_value == "Drei Bänke am Markt");
    CHECK(form->submit == "Änderung speichern");
    REQUIRE(phone.local.edit_idea(made.saved.id(), draft));
    CHECK(view_of(phone).rows[0].title.text == "Drei Bänke am Markt");
    CHECK(holds(view_of(phone).rows[0].delivery, "noch nicht bei der Stadt"));

    // A refused edit leaves the idea at the city: it can be edited again, and withdrawn.
    phone.answer_operations(ops::Outcome::Kind::rejected, "too_new");
    REQUIRE(view_of(phone).refused.rows.size() == 1);
    CHECK(view_of(phone).refused.rows[0].kind == "Geänderte Idee");
    REQUIRE(view_of(phone).rows.size() == 1);
    CHECK_FALSE(view_of(phone).rows[0].edit_to.empty());
    REQUIRE(phone.local.let_go(phone.local.refused(9)->front().hash));
    CHECK(view_of(phone).rows[0].title.text == "Bänke am Markt");
    REQUIRE(phone.local.withdraw_idea(made.saved.id()));
    CHECK(view_of(phone).rows[0].edit_to.empty());

    TestStore other;
    hand_in(other);
    other.answer_operations(ops::Outcome::Kind::rejected, "bad_signature");
    CHECK_FALSE((*other.local.own_ideas())[0].can_be_withdrawn());
}

TEST_CASE("a refused withdrawal leaves the idea as it stands at the city, and says so") {
    TestStore phone;
    const HandedIn made = hand_in(phone);
    phone.answer_operations(ops::Outcome::Kind::accepted);
    CHECK_FALSE(view_of(phone).rows[0].withdraw_spoken.empty());
    REQUIRE(phone.local.withdraw_idea(made.saved.id()));
    CHECK(view_of(phone).rows[0].withdraw_spoken.empty());
    phone.answer_operations(ops::Outcome::Kind::rejected, "conflict");
    const OwnIdeasView view = view_of(phone);
    REQUIRE(view.refused.rows.size() == 1);
    CHECK(view.refused.rows[0].kind == "Rücknahme einer Idee");
    CHECK(view.refused.rows[0].title.text == "Bänke am Markt");
    CHECK(view.refused.rows[0].rewrite_to.empty());
    REQUIRE(view.rows.size() == 1);
    CHECK(holds(view.rows[0].delivery, "Rücknahme wurde nicht angenommen"));
    CHECK(view.rows[0].status == "Wird geprüft");
    CHECK(view.rows[0].tone == "warning");
}

TEST_CASE(
    "a refused support or answer names what it was for; what may pass later can be tried again") {
    TestStore phone;
    phone.put(an_idea(5, "Bücherschrank"));
    domain::MoodSession session;
    session.id = id_of(8);
    session.quarter = "stieghorst";
    session.title.by_language = {{"de", "Mein Viertel"}};
    session.introduction.by_language = {{"de", "Ein Satz."}};
    session.theses.push_back({id_of(9), {{{"de", "Hier ist es leise."}}}});
    session.opens_at = ago(days{9});
    session.closes_at = ago(days{8});
    session.sealed_at = ago(days{1});
    phone.put(session);
    REQUIRE(phone.local.cast(id_of(5), 1, Milliseconds{0}));
    REQUIRE(phone.local.cast(id_of(9), 4, Milliseconds{0}));
    phone.answer_ballots(ops::BallotOutcome::Kind::rejected, "closed");
    std::vector<std::string> seen;
    for (const OwnRefused& row : view_of(phone, "en").refused.rows) {
        seen.push_back(row.kind + ": " + row.title.text + " (" + row.title.lang + ")");
        CHECK_FALSE(row.can_retry);
        CHECK(row.rewrite_to.empty());
    }
    std::sort(seen.begin(), seen.end());
    CHECK(seen == std::vector<std::string>{"Answer in the Stimmungsbild: Hier ist es leise. (de)",
                                           "Support: Bücherschrank (de)"});
    // One of a newer city, whose reason nobody here knows, is worth another try.
    REQUIRE(phone.local.cast(id_of(5), 0, Milliseconds{0}));
    phone.answer_ballots(ops::BallotOutcome::Kind::rejected, "from_tomorrow");
    for (const i18n::Language& language : i18n::languages())
        for (const OwnRefused& row : view_of(phone, std::string{language.tag}).refused.rows) {
            CHECK(row.can_retry == (row.code.find("from_tomorrow") != std::string::npos));
            CHECK_FALSE(holds(row.why, "staff."));
            CHECK_FALSE(row.why.empty());
        }
}

TEST_CASE("more refused ones than a page holds are said, and nothing is kept back for good") {
    TestStore phone;
    for (int i = 0; i < 51; ++i) hand_in(phone);
    for (int i = 0; i < 6; ++i) phone.answer_operations(ops::Outcome::Kind::rejected, "malformed");
    const OwnIdeasView view = view_of(phone);
    CHECK(view.refused.rows.size() == 50);
    CHECK_FALSE(view.refused.more.empty());
    const auto all = phone.local.refused(99);
    REQUIRE(all);
    REQUIRE(phone.local.let_go(all->front().hash));
    CHECK(view_of(phone).refused.more.empty());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__EMSCRIPTEN__)
TEST_CASE(
    "without the memory that a code's tag takes the rest is shown, and what is missing is said") {
    TestStore kiosk{store::DeviceKind::kiosk};
    hand_in(kiosk);
    const std::string code = hand_in(kiosk).saved.receipt_code();
    TestStore phone;
    hand_in(phone);
    const Context context = phone.context();
    REQUIRE(own_ideas_view(context, code));
    OwnIdeasView view;
    {
        const NoMemory none;
        auto made = own_ideas_view(context, code);
        REQUIRE(made);
        view = std::move(*made);
    }
    CHECK(view.rows.size() == 1);
    CHECK(view.lookup.found.empty());
    CHECK(holds(view.lookup.answer, "fehlt gerade der Speicher"));
    CHECK(holds(look_up(phone, code).answer, "noch nichts bekannt"));
}
#endif

TEST_CASE("an idea handed in at a kiosk is found by its code on another device, with its state") {
    TestStore kiosk{store::DeviceKind::kiosk};
    const HandedIn made = hand_in(kiosk);
    TestStore phone;
    domain::Idea idea = an_idea(5, "Bänke am Markt", domain::IdeaStatus::dialogue);
    idea.lookup_tag = made.tag;
    phone.put(an_idea(4, "Eine andere"));
    phone.put(idea);
    const ReceiptLookup lookup = look_up(phone, typed_differently(made.saved.receipt_code()));
    CHECK(lookup.answer.empty());
    REQUIRE(lookup.found.size() == 1);
    CHECK(lookup.found[0].id == idea.id.hex());
    CHECK(lookup.found[0].title.text == "Bänke am Markt");
    CHECK(lookup.found[0].is_public);
    CHECK(lookup.found[0].receipt_code == made.saved.receipt_code());
    CHECK(lookup.found[0].status.find("Weil es geht.") != std::string::npos);
}

TEST_CASE("a declined idea is found by its code, with the reason and without its words") {
    TestStore kiosk{store::DeviceKind::kiosk};
    const HandedIn made = hand_in(kiosk);
    TestStore phone;
    phone.put(domain::IdeaNotice{id_of(5), domain::IdeaStatus::declined, ago(days{1}),
                                 "Gibt es dort schon.", made.tag});
    const ReceiptLookup lookup = look_up(phone, made.saved.receipt_code());
    REQUIRE(lookup.found.size() == 1);
    CHECK_FALSE(lookup.found[0].is_public);
    CHECK(lookup.found[0].title.text == "Deine Idee");
    CHECK(lookup.found[0].status.find("Gibt es dort schon.") != std::string::npos);
}

TEST_CASE("on the device where it was written a code is found before anybody has read it") {
    TestStore phone;
    const HandedIn made = hand_in(phone);
    const ReceiptLookup lookup = look_up(phone, made.saved.receipt_code());
    REQUIRE(lookup.found.size() == 1);
    CHECK(lookup.found[0].title.text == "Bänke am Markt");
    CHECK(lookup.found[0].delivery.find("noch nicht bei der Stadt") != std::string::npos);
}

TEST_CASE("a receipt that somebody follows stands among their own, from unread to decided") {
    TestStore kiosk{store::DeviceKind::kiosk};
    const HandedIn made = hand_in(kiosk);
    const std::string shown = made.saved.receipt_code();
    TestStore phone;
    const ReceiptLookup offered = look_up(phone, shown);
    CHECK(offered.follow == "Merken");
    CHECK(offered.is_followed.empty());
    REQUIRE(store::follow(phone.local, *ops::ReceiptCode::parse(shown)));

    const OwnIdeasView unread = view_of(phone);
    CHECK(unread.empty.empty());
    CHECK(unread.rows.empty());
    REQUIRE(unread.followed.rows.size() == 1);
    CHECK(unread.followed.rows[0].title.text == "Deine Idee");
    CHECK(unread.followed.rows[0].receipt_code == shown);
    CHECK(holds(unread.followed.rows[0].delivery, "noch nichts bekannt"));
    CHECK(holds(unread.followed.rows[0].let_go_spoken, shown));
    CHECK(look_up(phone, shown).follow.empty());
    CHECK_FALSE(look_up(phone, shown).is_followed.empty());

    domain::Idea idea = an_idea(5, "Bänke am Markt", domain::IdeaStatus::dialogue);
    idea.lookup_tag = made.tag;
    phone.put(idea);
    const OwnIdeasView decided = view_of(phone);
    CHECK(decided.followed.rows[0].title.text == "Bänke am Markt");
    CHECK(decided.followed.rows[0].is_public);
    CHECK(holds(decided.followed.rows[0].status, "Weil es geht."));
    CHECK(look_up(phone, shown).found.size() == 1);
}

TEST_CASE("following is offered for what was handed in elsewhere alone, and on phones alone") {
    TestStore kiosk{store::DeviceKind::kiosk};
    hand_in(kiosk);  // the same code as the phone's first: both draw alike
    const std::string elsewhere = hand_in(kiosk).saved.receipt_code();
    TestStore phone;
    const std::string own = hand_in(phone).saved.receipt_code();
    CHECK(look_up(phone, own).follow.empty());
    CHECK(look_up(phone, "0000-0000-0001").follow.empty());
    CHECK_FALSE(look_up(phone, elsewhere).follow.empty());
    Context at_kiosk = phone.context();
    at_kiosk.place = "Quartierszentrum";
    CHECK(own_ideas_view(at_kiosk, elsewhere)->lookup.follow.empty());
}

TEST_CASE("nobody is told off while typing; a slip is named, and what is unknown is said so") {
    TestStore kiosk{store::DeviceKind::kiosk};
    std::string code = hand_in(kiosk).saved.receipt_code();
    TestStore phone;
    CHECK(look_up(phone, "").answer.empty());
    CHECK(look_up(phone, code.substr(0, 13)).answer.empty());
    CHECK(holds(own_ideas_view(phone.context(), code.substr(0, 13), true)->lookup.answer,
                "stimmt nicht"));
    CHECK(own_ideas_view(phone.context(), "", true)->lookup.answer.empty());
    CHECK(look_up(phone, code).answer.find("noch nichts bekannt") != std::string::npos);
    Context never_met = phone.context();
    never_met.sync.has_content = false;
    CHECK(own_ideas_view(never_met, code)->lookup.answer.find("noch nichts bekannt") ==
          std::string::npos);
    code[0] = code[0] == '7' ? '8' : '7';
    CHECK(look_up(phone, code).answer.find("stimmt nicht") != std::string::npos);
}

TEST_CASE("without a device there is nothing to look up, and the list of ideas leads there") {
    TestStore city;
    Context context = city.context();
    context.local = nullptr;
    CHECK(idea_list_view(context, {})->own_label == "Meine Beiträge");
    const auto view = own_ideas_view(context, "0000-0000-0000");
    REQUIRE(view);
    CHECK(view->lookup.answer.empty());
    CHECK(view->lookup.found.empty());
}
