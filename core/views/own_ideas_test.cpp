// SPDX-License-Identifier: EUPL-1.2
// A receipt code is worth what it promises: on any device that holds the city's content it tells
// what became of the idea.
#include "core/views/own_ideas.h"

#include <cctype>

#include "core/ops/receipt_code.h"
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

}  // namespace

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
    CHECK(lookup.found[0].title == "Bänke am Markt");
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
    CHECK(lookup.found[0].title == "Deine Idee");
    CHECK(lookup.found[0].status.find("Gibt es dort schon.") != std::string::npos);
}

TEST_CASE("on the device where it was written a code is found before anybody has read it") {
    TestStore phone;
    const HandedIn made = hand_in(phone);
    const ReceiptLookup lookup = look_up(phone, made.saved.receipt_code());
    REQUIRE(lookup.found.size() == 1);
    CHECK(lookup.found[0].title == "Bänke am Markt");
    CHECK(lookup.found[0].delivery.find("noch nicht bei der Stadt") != std::string::npos);
}

TEST_CASE("nobody is told off while typing; a slip is named, and what is unknown is said so") {
    TestStore kiosk{store::DeviceKind::kiosk};
    std::string code = hand_in(kiosk).saved.receipt_code();
    TestStore phone;
    CHECK(look_up(phone, "").answer.empty());
    CHECK(look_up(phone, code.substr(0, 13)).answer.empty());
    CHECK(look_up(phone, code).answer.find("noch nichts bekannt") != std::string::npos);
    Context never_met = phone.context();
    never_met.sync.has_content = false;
    CHECK(own_ideas_view(never_met, code)->lookup.answer.find("noch nichts bekannt") ==
          std::string::npos);
    code[0] = code[0] == '7' ? '8' : '7';
    CHECK(look_up(phone, code).answer.find("stimmt nicht") != std::string::npos);
}

TEST_CASE("without a device there is nothing to look up, and no fault either") {
    TestStore city;
    Context context = city.context();
    context.local = nullptr;
    const auto view = own_ideas_view(context, "0000-0000-0000");
    REQUIRE(view);
    CHECK(view->lookup.answer.empty());
    CHECK(view->lookup.found.empty());
}
