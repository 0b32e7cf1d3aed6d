// SPDX-License-Identifier: EUPL-1.2
#include "core/views/take_along.h"

#include <doctest/doctest.h>

#include "core/domain/draft_link.h"
#include "core/views/idea.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

constexpr const char* kApp = "https://quartierpuls.example";

Context kiosk(TestStore& store, const char* language = "de") {
    Context context = store.context("stieghorst", language);
    context.app_url = kApp;
    return context;
}

}  // namespace

TEST_CASE("the link carries what is written, in the language that it is written in") {
    TestStore store;
    const domain::IdeaDraft draft{"Bänke", "Zum Ausruhen", "stieghorst", {}, ""};
    const auto view = take_along_view(kiosk(store, "de-x-leicht"), draft);
    CHECK(view.fault.empty());
    const std::string start = std::string{kApp} + "/ideen/neu#";
    REQUIRE(view.link.find(start) == 0);
    const auto read = domain::read_draft_fragment(view.link.substr(start.size()));
    REQUIRE(read);
    CHECK(read->title == "Bänke");
    CHECK(read->text == "Zum Ausruhen");
    CHECK(read->language == "de");
}

TEST_CASE("a text that no code holds is said to be too long, and there is no link") {
    TestStore store;
    domain::IdeaDraft draft;
    draft.text = std::string(3000, 'a');
    const auto view = take_along_view(kiosk(store), draft);
    CHECK(view.link.empty());
    CHECK(view.fault.find("zu lang") != std::string::npos);
}

TEST_CASE("only a device that knows where phones open the app offers to take something along") {
    TestStore store;
    const auto here = idea_form_view(store.context(), {}, false);
    const auto at_kiosk = idea_form_view(kiosk(store), {}, false);
    REQUIRE(here);
    REQUIRE(at_kiosk);
    CHECK(here->take_along.empty());
    CHECK_FALSE(at_kiosk->take_along.empty());

    const auto saved = store.local.save_idea({"Bänke am Markt", "", "stieghorst", {}, "de"});
    REQUIRE(saved);
    CHECK(idea_saved_view(store.context(), *saved).follow_link.empty());
    CHECK(idea_saved_view(kiosk(store), *saved).follow_link ==
          std::string{kApp} + "/meine#R-" + saved->receipt_code());
}
