// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and fonts by role, light and dark; the only place that names a colour. GUI thread.
// Use: painter.fillRect(r, theme().panel); setFont(fontOf(FontRole::Section)); theme()[ColorRole::Warn].
// One ThemeSource lives in main (or a test) before the first widget; theme() and fontOf() read it. Widgets that paint
// themselves need nothing else: a change of theme sends PaletteChange to every widget, which repaints it.
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

#include <array>

namespace batchroom {

enum class ColorRole {
    Window,
    Panel,
    Raised,
    Line,
    Text,
    Muted,
    Accent,
    OnAccent,
    Ok,
    Warn,
    Bad,
    Hover,         // text 6 % over panel
    Press,         // text 10 % over panel, active segment, active rail item
    ControlFill,   // secondary buttons, plain badges
    ControlEdge,   // edges of controls, tracks
    InputFill,     // inputs and lists inside a panel
    Selection,     // chosen rows, chips that are on
    SelectionEdge, // accent 55 %
    SoftOk,
    SoftWarn,
    SoftBad,
    WarnEdge, // warn 45 %
    BadEdge,  // bad 45 %
    PrimaryHover,
    PrimaryPress,
    SheetLine, // line 60 %
    Knob,      // knob of a switch that is off, of a slider
};
inline constexpr int colorRoleCount = static_cast<int>(ColorRole::Knob) + 1;

// Opaque colours, all blended once. The members and operator[] are the same values.
struct Theme {
    bool isDark = true;
    QColor window, panel, raised, line, text, muted, accent, onAccent, ok, warn, bad;
    QColor hover, press, controlFill, controlEdge, inputFill, selection, selectionEdge;
    QColor softOk, softWarn, softBad, warnEdge, badEdge, primaryHover, primaryPress, sheetLine, knob;
    const QColor& operator[](ColorRole role) const;
};

const Theme& darkTheme();
const Theme& lightTheme();
QColor blended(const QColor& over, const QColor& under, double share); // opaque
double contrastRatio(const QColor& a, const QColor& b);                // WCAG 2, 1 to 21

enum class FontRole {
    Title,       // 20 semibold: name of a place
    Section,     // 15 semibold: sections, cards, large buttons
    Lead,        // 15 regular: the two lines of an empty screen
    Body,        // 13
    BodyMedium,  // 13 medium: buttons, the leading fact of a row
    BodyStrong,  // 13 semibold: primary button
    Small,       // 12: secondary
    SmallMedium, // 12 medium: labels, column heads, badges
    SmallStrong, // 12 semibold
    Mono,        // 12: seeds, bodies, file names
};
inline constexpr int fontRoleCount = static_cast<int>(FontRole::Mono) + 1;

enum class ThemeMode { System, Light, Dark };

// The current theme and fonts. Applies palette, KitStyle and font to the application.
class ThemeSource : public QObject {
    Q_OBJECT
public:
    explicit ThemeSource(ThemeMode mode = ThemeMode::System, QObject* parent = nullptr);
    ~ThemeSource() override;
    const Theme& current() const { return *m_theme; }
    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode); // from Preferences; System follows the luminance of the system palette
    double fontScale() const { return m_fontScale; }
    void setFontScale(double scale); // 1.0 normally; the system's large text is found by itself
    const QFont& fontFor(FontRole role) const { return m_fonts[static_cast<size_t>(role)]; }

Q_SIGNALS:
    void changed(); // only needed by what caches colours or pixmaps

private:
    void apply();
    void buildFonts();
    ThemeMode m_mode;
    const Theme* m_theme;
    bool m_systemIsDark = true;
    double m_fontScale = 1.0;
    QString m_family;
    QString m_monoFamily;
    std::array<QFont, fontRoleCount> m_fonts;
};

// The one global of ui/kit: the living ThemeSource, or the dark theme when there is none.
const Theme& theme();
ThemeSource* themeSource();
const QFont& fontOf(FontRole role);
// Heights that hold text grow with the system's font: scaled(32) is 32, or 42 at 130 %.
int scaled(int pixels);
// False when the system asks for reduced motion; then nothing fades.
bool animationsWanted();

} // namespace batchroom
