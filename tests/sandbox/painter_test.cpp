// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_brief.h"
#include "app/sandbox/painter.h"

#include <QtTest>

#include <cmath>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using batchroom::paintPicture;
using batchroom::PaintRequest;

namespace {

PaintRequest request(
    const QString& prompt, const QString& style = u"design"_s, QSize size = {512, 512}, qint64 seed = 7)
{
    PaintRequest wanted;
    wanted.prompt = prompt;
    wanted.style = style;
    wanted.size = size;
    wanted.seed = seed;
    return wanted;
}

// Brightness at a grid of places: how much a picture has to say.
double deviation(const QImage& image)
{
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 32; ++x, ++count) {
            const double grey = qGray(image.pixel(image.width() * x / 32, image.height() * y / 32));
            sum += grey;
            squares += grey * grey;
        }
    }
    const double mean = sum / count;
    return std::sqrt(squares / count - mean * mean);
}

double shareOfPixelsThatDiffer(const QImage& a, const QImage& b, int tolerance)
{
    int differ = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            differ += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > tolerance ? 1 : 0;
    }
    return static_cast<double>(differ) / (a.width() * a.height());
}

const QStringList everyFamily{u"Soda can with citrus"_s, u"Lemon juice bottle"_s, u"Body oil dropper"_s, u"Perfume"_s,
    u"Fig candle"_s, u"Coffee cup"_s, u"Ice pop on pink"_s, u"Pink donut"_s, u"Sneaker"_s, u"Ceramic vase"_s,
    u"Stack of books"_s, u"Beach from above"_s, u"Swim week"_s, u"Mountain trail"_s, u"Night market, neon"_s,
    u"City skyline"_s, u"Nested arches"_s, u"Bauhaus grid"_s, u"Sunset"_s, u"Sunburst"_s, u"50 percent discount"_s,
    u"Concentric rings, festival"_s, u"Checkerboard"_s, u"Swiss typographic"_s, u"Mesh gradient"_s,
    u"Botanical leaves"_s, u"Seamless watermelon pattern"_s};

} // namespace

class PainterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paintsTheSamePixelsForTheSameRequest()
    {
        for (const QString& style : {u"design"_s, u"realistic"_s, u"render_3d"_s, u"anime"_s, u"fiction"_s}) {
            const PaintRequest wanted = request(u"Zest soda “Cool down for less” on coral paper"_s, style);
            QCOMPARE(paintPicture(wanted), paintPicture(wanted));
        }
    }

    void paintsAnotherPictureForEverySeed()
    {
        for (const QString& prompt : everyFamily) {
            const QImage one = paintPicture(request(prompt, u"design"_s, {256, 256}, 1));
            const QImage other = paintPicture(request(prompt, u"design"_s, {256, 256}, 2));
            QVERIFY2(shareOfPixelsThatDiffer(one, other, 12) > 0.01, qPrintable(prompt));
        }
    }

    void paintsEveryStyleInItsOwnWay()
    {
        const QStringList styles{u"design"_s, u"realistic"_s, u"render_3d"_s, u"anime"_s, u"fiction"_s};
        std::vector<QImage> pictures;
        for (const QString& style : styles)
            pictures.push_back(paintPicture(request(u"Orange soda can"_s, style)));
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            for (std::size_t k = i + 1; k < pictures.size(); ++k)
                QVERIFY(shareOfPixelsThatDiffer(pictures[i], pictures[k], 10) > 0.2);
        }
    }

    void paintsTheSameSceneAtOneAndTwoThousandPixels()
    {
        const QImage small = paintPicture(request(u"Orange soda can on pink"_s, u"design"_s, {512, 512}));
        const QImage large = paintPicture(request(u"Orange soda can on pink"_s, u"design"_s, {1024, 1024}));
        const QImage reduced = large.scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QVERIFY(shareOfPixelsThatDiffer(small, reduced.convertToFormat(QImage::Format_RGB32), 24) < 0.03);
    }

    void setsQuotedTextInEveryFamilyInsideTheCanvas()
    {
        for (const QString& prompt : everyFamily) {
            const QImage with = paintPicture(request(prompt + u" “HELLO THERE”"_s, u"design"_s, {320, 320}));
            const QImage other = paintPicture(request(prompt + u" “GOODBYE YOU”"_s, u"design"_s, {320, 320}));
            QVERIFY2(shareOfPixelsThatDiffer(with, other, 12) > 0.005, qPrintable(prompt));
        }
        // A gradient has no hard steps of its own: one at the edge would be a letter cut off.
        const QImage soft = paintPicture(request(u"Mesh gradient “A rather long line to fit somehow”"_s));
        int stepsAtTheEdge = 0;
        for (int y = 0; y < soft.height(); ++y) {
            for (int x : {0, 1, soft.width() - 2, soft.width() - 1})
                stepsAtTheEdge +=
                    std::abs(qGray(soft.pixel(x, y)) - qGray(soft.pixel(x, y > 0 ? y - 1 : 0))) > 60 ? 1 : 0;
        }
        QCOMPARE(stepsAtTheEdge, 0);
    }

    void obeysAGivenPalette()
    {
        PaintRequest wanted = request(u"Checkerboard"_s);
        wanted.palette = {u"#0A3D2C"_s, u"#F4E9D2"_s, u"#D8572A"_s};
        const QImage picture = paintPicture(wanted);
        int near = 0;
        int count = 0;
        for (int y = 4; y < picture.height(); y += 8) {
            for (int x = 4; x < picture.width(); x += 8, ++count) {
                const QColor c = picture.pixelColor(x, y);
                for (const QString& name : wanted.palette) {
                    const QColor p(name);
                    if (std::abs(c.red() - p.red()) + std::abs(c.green() - p.green()) + std::abs(c.blue() - p.blue())
                        < 40) {
                        ++near;
                        break;
                    }
                }
            }
        }
        QVERIFY2(near > count / 2, qPrintable(u"%1 of %2"_s.arg(near).arg(count)));
        wanted.palette = {u"#FF00"_s, u"not a colour"_s, QString()};
        QVERIFY(!paintPicture(wanted).isNull());
    }

    void fillsEverySizeOfTheCatalogueExactly_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1024, 1024), QSize(512, 1536), QSize(1536, 512), QSize(576, 1408),
                 QSize(640, 1536), QSize(1312, 736), QSize(736, 1312), QSize(1280, 800), QSize(832, 1248),
                 QSize(1152, 864), QSize(896, 1120), QSize(1440, 720), QSize(256, 256), QSize(1296, 3168),
                 QSize(3072, 1024), QSize(1152, 2944), QSize(2048, 2048)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void fillsEverySizeOfTheCatalogueExactly()
    {
        QFETCH(QSize, size);
        const bool small = size.width() * size.height() < 1500000;
        for (const QString& prompt : small ? everyFamily : QStringList{u"Soda can “Cool”"_s, u"Bauhaus grid “NEW”"_s}) {
            const QImage picture = paintPicture(request(prompt, u"realistic"_s, size));
            QCOMPARE(picture.size(), size);
            QCOMPARE(picture.format(), QImage::Format_RGB32);
            QVERIFY2(deviation(picture) > 5, qPrintable(prompt));
        }
        for (const QString& style : {u"render_3d"_s, u"anime"_s, u"fiction"_s})
            QVERIFY(deviation(paintPicture(request(u"Island “Hello”"_s, style, size))) > 5);
    }

    void survivesHostilePrompts_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addRow("empty") << QString();
        QTest::addRow("spaces") << u"   \t\n  "_s;
        QTest::addRow("control") << QString(u"\u0000\u0001\u001b[31m“\u0007\u0002”\u202Edlrow"_s);
        QTest::addRow("ten thousand") << QString(10000, u'x');
        QTest::addRow("ten thousand words in quotes") << u"“"_s + u"sale "_s.repeated(2000) + u"”"_s;
        QTest::addRow("one endless word") << u"“"_s + QString(5000, u'W') + u"”"_s;
        QTest::addRow("emoji") << u"🍋 “🍋🍊 SALE 👩‍👩‍👧‍👦” 🎉"_s;
        QTest::addRow("only emoji") << u"“🎉”"_s;
        QTest::addRow("half surrogate") << u"“A"_s + QString(QChar(0xD83C)) + u"B”"_s;
        QTest::addRow("CJK") << u"ポスター “夏の大セール開催中、今だけ最大半額”"_s;
        QTest::addRow("arabic") << u"“تخفيضات الصيف”"_s;
        QTest::addRow("unbalanced") << u"“never closed \"\" „ » « ”“"_s;
        QTest::addRow("combining")
            << u"“Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞”"_s;
        QTest::addRow("json")
            << u"{\"elements\":[{\"type\":\"text\",\"text\":\"OPEN STUDIO\"}],\"desc\":\"nested arches\"}"_s;
        QTest::addRow("deep json") << u"{\"a\":"_s.repeated(900) + u"1"_s + u"}"_s.repeated(900);
        QTest::addRow("html") << u"<img src=x onerror=1> “<b>SALE</b> &amp; %1 %n %s”"_s;
    }
    void survivesHostilePrompts()
    {
        QFETCH(QString, prompt);
        for (const QString& style :
            {u"design"_s, u"realistic"_s, u"render_3d"_s, u"anime"_s, u"fiction"_s, u"auto"_s, QString(3000, u'z')}) {
            const QImage picture = paintPicture(request(prompt, style, {300, 200}, -1));
            QCOMPARE(picture.size(), QSize(300, 200));
        }
    }

    void answersImpossibleSizesWithoutHarm()
    {
        for (const QSize size : {QSize(), QSize(0, 0), QSize(-5, 10), QSize(1, 1), QSize(3, 900), QSize(900, 3)})
            QVERIFY(!paintPicture(request(u"Bauhaus “A”"_s, u"design"_s, size)).isNull());
    }

    void findsTheWordsToSet_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QStringList>("lines");
        QTest::addRow("none") << u"It's a poster for the '90s"_s << QStringList();
        QTest::addRow("curly") << u"Poster “SUMMER SALE”, “all week”"_s << QStringList{u"SUMMER SALE"_s, u"all week"_s};
        QTest::addRow("straight") << u"Poster \"Öl & Füße\""_s << QStringList{u"Öl & Füße"_s};
        QTest::addRow("german") << u"Plakat „Große Eröffnung“"_s << QStringList{u"Große Eröffnung"_s};
        QTest::addRow("french") << u"Affiche « Été »"_s << QStringList{u"Été"_s};
        QTest::addRow("structured")
            << u"{\"desc\":\"arches\",\"elements\":[{\"type\":\"text\",\"text\":\"OPEN STUDIO\"}]}"_s
            << QStringList{u"OPEN STUDIO"_s};
    }
    void findsTheWordsToSet()
    {
        QFETCH(QString, prompt);
        QFETCH(QStringList, lines);
        QCOMPARE(batchroom::paint::readBrief(request(prompt)).lines, lines);
    }

    void paintsOnTwoThreadsAtOnce()
    {
        const PaintRequest first = request(u"Night market “NIGHT MARKET”"_s, u"render_3d"_s);
        const PaintRequest second = request(u"Fig candle “Pack light”"_s, u"realistic"_s);
        const QImage wantedFirst = paintPicture(first);
        const QImage wantedSecond = paintPicture(second);
        bool same[2] = {true, true};
        const auto run = [](const PaintRequest& wanted, const QImage& expected, bool& good) {
            for (int i = 0; i < 4; ++i)
                good = good && paintPicture(wanted) == expected;
        };
        std::thread a(run, std::cref(first), std::cref(wantedFirst), std::ref(same[0]));
        std::thread b(run, std::cref(second), std::cref(wantedSecond), std::ref(same[1]));
        a.join();
        b.join();
        QVERIFY(same[0]);
        QVERIFY(same[1]);
    }
};

QTEST_MAIN(PainterTest)
#include "painter_test.moc"
