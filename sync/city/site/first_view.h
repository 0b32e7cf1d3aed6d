// SPDX-License-Identifier: EUPL-1.2
// What a phone shows before its core has started: the app's page with the view of its address
// already in it, and the views of what is public one by one. Made by the same code as on the phone,
// in the language that the browser or the reader asks for.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ports.h"
#include "core/i18n/messages.h"
#include "core/ops/city_keys.h"
#include "core/views/view.h"
#include "sync/city/http/message.h"
#include "sync/city/site/static_files.h"
#include "sync/city/storage/reader.h"

namespace qp::city::site {

class FirstView {
public:
    struct Parts {
        Clock& clock;
        // From any thread. Null: not known yet, so that there is no page to give.
        std::function<std::shared_ptr<const ops::CityKeys>()> city;
        storage::Reader& reader;
        StaticFiles& files;
    };
    explicit FirstView(Parts parts);

    // Whether a path without a file is one of the app's own: everything that is no file name.
    static bool is_view(const http::Request& request);
    // "/views/NAME": a public view as JSON (core/views/public_view.h), in the words of its query. A
    // search is refused: what somebody looks for concerns their own phone only.
    static bool is_view_model(const std::string& path);
    void handle_view_model(const http::Request& request, const http::Reply& reply);
    // Without the app's files, or the city's keys: a 503 that says so.
    void handle(const http::Request& request, const http::Reply& reply);

private:
    struct Asked {
        std::string language;
        std::string quarter;
        bool takes_gzip = false;
    };
    Asked asked(const http::Request& request) const;
    views::Context context(store::Content& content, const Asked& asked) const;
    std::string model(store::Content* content, const ops::CityKeys& city, const Asked& asked,
                      const http::Request& request) const;
    std::string view_json(store::Content& content, const Asked& asked,
                          const http::Request& request) const;
    http::Response page(const std::string& model, const Asked& asked,
                        const StaticFiles::Page& index) const;

    Parts parts_;
    i18n::Messages messages_;
};

// What an address of the app shows, where that is public and the same for all who open it.
struct Addressed {
    std::string view;  // as in core/views/public_view.h
    std::string id;    // of the one thing that it shows; empty: it shows several
};
std::optional<Addressed> addressed(std::string_view path);

// `json` where the page's script element for it stands empty, `<` escaped; and the page's language.
std::string filled_page(const std::string& index, const std::string& json,
                        const std::string& language);

}  // namespace qp::city::site
