// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/job_state_look.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace batchroom;

namespace {

struct Pair {
    ColorRole text;
    ColorRole surface;
};

// Every text colour on every surface where the kit or a screen writes it.
QList<Pair> textPairs()
{
    QList<Pair> pairs;
    const QList<ColorRole> surfaces{ColorRole::Window, ColorRole::Panel, ColorRole::Raised, ColorRole::InputFill,
        ColorRole::Hover, ColorRole::Press, ColorRole::ControlFill, ColorRole::Selection, ColorRole::SoftOk,
        ColorRole::SoftWarn, ColorRole::SoftBad};
    for (const ColorRole surface : surfaces) {
        pairs.append({ColorRole::Text, surface});
        pairs.append({ColorRole::Muted, surface});
    }
    for (const ColorRole state : {ColorRole::Accent, ColorRole::Ok, ColorRole::Warn, ColorRole::Bad}) {
        for (const ColorRole surface : {ColorRole::Window, ColorRole::Panel, ColorRole::Raised, ColorRole::InputFill})
            pairs.append({state, surface});
        pairs.append({state, softFillOf(state)});
    }
    for (const ColorRole fill : {ColorRole::Accent, ColorRole::PrimaryHover, ColorRole::PrimaryPress})
        pairs.append({ColorRole::OnAccent, fill});
    pairs.append({ColorRole::Panel, ColorRole::Warn}); // the count on a rail item
    return pairs;
}

QString hex(const QColor& color)
{
    return color.name().toUpper();
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryTextReadable_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addRow("dark") << true;
        QTest::addRow("light") << false;
    }
    void keepsEveryTextReadable()
    {
        QFETCH(bool, isDark);
        const Theme& t = isDark ? darkTheme() : lightTheme();
        for (const Pair& pair : textPairs()) {
            const double ratio = contrastRatio(t[pair.text], t[pair.surface]);
            QVERIFY2(ratio >= 4.5,
                qPrintable(QStringLiteral("%1 on %2 reaches only %3")
                               .arg(hex(t[pair.text]), hex(t[pair.surface]))
                               .arg(ratio)));
        }
    }

    void computesContrastAsWcagDoes()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void blendsTheColoursOfTheMockUps()
    {
        QCOMPARE(hex(darkTheme().hover), QStringLiteral("#282B31"));
        QCOMPARE(hex(darkTheme().press), QStringLiteral("#303339"));
        QCOMPARE(hex(darkTheme().controlFill), QStringLiteral("#26292F"));
        QCOMPARE(hex(darkTheme().controlEdge), QStringLiteral("#414449"));
        QCOMPARE(hex(darkTheme().selection), QStringLiteral("#3C2A28"));
        QCOMPARE(hex(darkTheme().softOk), QStringLiteral("#233633"));
        QCOMPARE(hex(lightTheme().hover), QStringLiteral("#F1F2F2"));
        QCOMPARE(hex(lightTheme().controlEdge), QStringLiteral("#D6D7D7"));
        QCOMPARE(hex(lightTheme().softBad), QStringLiteral("#FBF0F1"));
    }

    void hasOnlyOpaqueColours()
    {
        for (const Theme* t : {&darkTheme(), &lightTheme()}) {
            for (int role = 0; role < colorRoleCount; ++role) {
                const QColor& color = (*t)[static_cast<ColorRole>(role)];
                QVERIFY(color.isValid());
                QCOMPARE(color.alpha(), 255);
            }
        }
    }

    void repaintsTheWholeWindowWhenTheThemeChanges()
    {
        ThemeSource source(ThemeMode::Dark);
        QVERIFY(theme().isDark);
        const QSignalSpy changes(&source, &ThemeSource::changed);
        QWidget window;
        QCOMPARE(window.palette().color(QPalette::Window), darkTheme().window);
        source.setMode(ThemeMode::Light);
        QCOMPARE(changes.size(), 1);
        QVERIFY(!theme().isDark);
        QCOMPARE(window.palette().color(QPalette::Window), lightTheme().window);
        source.setMode(ThemeMode::Light);
        QCOMPARE(changes.size(), 1);
    }

    void growsTextWithTheSystemFont()
    {
        ThemeSource source(ThemeMode::Dark);
        source.setFontScale(1.0);
        QCOMPARE(fontOf(FontRole::Body).pixelSize(), 13);
        QCOMPARE(scaled(32), 32);
        source.setFontScale(1.3);
        QCOMPARE(fontOf(FontRole::Title).pixelSize(), 26);
        QCOMPARE(scaled(32), 42);
    }

    void showsEveryStateOfAJobWithAWordAndAnIcon()
    {
        QSet<QString> seen;
        for (int state = 0; state <= static_cast<int>(JobState::Cancelled); ++state) {
            const BadgeLook look = lookOf(static_cast<JobState>(state));
            QVERIFY2(!look.word.isEmpty(), qPrintable(jobStateName(static_cast<JobState>(state))));
            // Colour is never the only sign: word and icon together tell two states apart.
            const QString sign = look.word + QLatin1Char('/') + iconFileName(look.icon);
            const bool mayRepeat = static_cast<JobState>(state) == JobState::Downloading;
            QVERIFY2(mayRepeat || !seen.contains(sign), qPrintable(sign));
            seen.insert(sign);
        }
        for (int decision = 0; decision <= static_cast<int>(Decision::NeedsChange); ++decision)
            QVERIFY(!lookOf(static_cast<Decision>(decision)).word.isEmpty());
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
