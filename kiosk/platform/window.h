// SPDX-License-Identifier: EUPL-1.2
// The kiosk's window. One thread, except for `wake`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/instant.h"
#include "core/base/result.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/draw/pixels.h"
#include "kiosk/draw/texture_store.h"
#include "kiosk/ui/input.h"

struct ImDrawList;

namespace qp::kiosk {

struct WindowOptions {
    std::string title = "Quartierpuls";
    // In the display's units. Larger than its room, both shrink by the same factor.
    int width = 1080;
    int height = 1920;
    bool is_fullscreen = false;
};

class Window {
public:
    // Without a display (or with SDL_VIDEODRIVER=offscreen) the window is memory only.
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    bool is_offscreen() const;
    Size size() const;  // in pixels
    TextureStore& textures();

    // Sleeps until something happens, `wake` is called or the time is over. False: asked to close.
    bool wait(Milliseconds longest);
    // From any thread.
    static void wake();
    // What happened since the last frame: at most one edge of the finger. `has_more` says that
    // another frame is due for the rest.
    ui::Input take_input();
    bool has_more() const;
    // How many pictures what was taken last had to wait for (Pointer).
    std::optional<std::uint32_t> frames_waited() const;
    // As if a finger touched there and let go; as if this was typed.
    void tap(Point at);
    // As if a touchscreen told of it. The point may lie beyond the window.
    void finger_down(std::int64_t finger, Point at);
    void finger_move(std::int64_t finger, Point at);
    void finger_up(std::int64_t finger, Point at);
    void type(const std::string& text);
    void press(ui::Key key);

    // Where nothing is drawn the frame shows `background`: cheaper than a shape of its size.
    ImDrawList& begin_frame(Color background);
    // Shows the frame. With a path also writes it as PNG.
    Status end_frame(const std::string& picture_path = {});
    // Shows the frame, and says what then stands there.
    Pixels end_frame_and_read();
    // Of the frame that was shown last, until the next one begins: the same shapes at the same
    // places have the same.
    std::uint64_t fingerprint() const;

private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::kiosk
