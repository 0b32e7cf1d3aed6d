// SPDX-License-Identifier: EUPL-1.2
#include "core/views/idea_report.h"

#include <doctest/doctest.h>

#include "core/views/idea.h"
#include "core/views/own_ideas.h"
#include "core/views/test_store.h"

using namespace qp;
using namespace qp::views;

namespace {

IdeaReportView form_of(TestStore& store, const domain::ReportDraft& draft, bool is_pressed) {
    const auto view = idea_report_view(store.context(), id_of(1), draft, is_pressed);
    REQUIRE(view);
    REQUIRE(*view);
    return **view;
}

}  // namespace

TEST_CASE("whoever reports an idea chooses a reason, and hears of it only once they pressed") {
    TestStore store;
    store.put(an_idea(1, "Kauft bei Meyer"));
    const IdeaReportView fresh = form_of(store, {}, false);
    CHECK(fresh.idea.text == "Kauft bei Meyer");
    REQUIRE(fresh.reasons.size() == 5);
    for (const Choice& reason : fresh.reasons) {
        CHECK_FALSE(reason.label.empty());
        CHECK_FALSE(reason.is_on);
    }
    CHECK(fresh.reason_fault.empty());
    CHECK_FALSE(form_of(store, {}, true).reason_fault.empty());
    const IdeaReportView chosen =
        form_of(store, {domain::ReportReason::advertising, "Ein Laden"}, true);
    CHECK(chosen.reason_fault.empty());
    CHECK(chosen.text_value == "Ein Laden");
    CHECK(chosen.reasons[2].id == "advertising");
    CHECK(chosen.reasons[2].is_on);
    const std::string long_text(domain::kReportTextMax + 1, 'x');
    CHECK_FALSE(form_of(store, {domain::ReportReason::other, long_text}, true).text_fault.empty());
    CHECK_FALSE(*idea_report_view(store.context(), id_of(9), {}, false));
}

TEST_CASE("an idea that this device has reported says so, and how far that got") {
    TestStore store;
    store.put(an_idea(1, "Kauft bei Meyer"));
    CHECK((*idea_view(store.context(), id_of(1)))->report == "Idee melden");
    const auto saved = store.local.report_idea(id_of(1), {domain::ReportReason::advertising, ""});
    REQUIRE(saved);
    CHECK(idea_reported_view(store.context(), *saved).title == "Gespeichert");
    auto view = *idea_view(store.context(), id_of(1));
    CHECK(view->report.empty());
    CHECK(view->reported.find("noch nicht bei der Stadt") != std::string::npos);
    CHECK(form_of(store, {}, false).reported == view->reported);
    store.answer_operations(ops::Outcome::Kind::accepted);
    view = *idea_view(store.context(), id_of(1));
    CHECK(view->reported.find("bei der Stadt angekommen") != std::string::npos);
    // The city's own view of it knows of no device.
    Context city = store.context();
    city.local = nullptr;
    CHECK((*idea_view(city, id_of(1)))->report.empty());
    CHECK((*idea_view(city, id_of(1)))->reported.empty());
}

TEST_CASE("nobody is asked to report their own idea: they can withdraw it") {
    TestStore store;
    const auto saved = store.local.save_idea({"Eine Bank", "", "mitte", std::nullopt, "de"});
    REQUIRE(saved);
    domain::Idea idea = an_idea(1, "Eine Bank");
    idea.id = saved->id();
    store.put(idea);
    CHECK((*idea_view(store.context(), saved->id()))->report.empty());
}

TEST_CASE("a refused report stands under the name of its idea") {
    TestStore store;
    store.put(an_idea(1, "Kauft bei Meyer"));
    REQUIRE(store.local.report_idea(id_of(1), {domain::ReportReason::advertising, ""}));
    store.answer_operations(ops::Outcome::Kind::rejected, "too_large");
    const auto view = own_ideas_view(store.context(), "");
    REQUIRE(view);
    REQUIRE(view->refused.rows.size() == 1);
    CHECK(view->refused.rows[0].title.text == "Kauft bei Meyer");
    CHECK(view->refused.rows[0].kind == "Hinweis zu einem Beitrag");
    CHECK(view->refused.rows[0].rewrite_to.empty());
}
