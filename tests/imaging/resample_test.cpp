// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/imaging/resample_rows.h"
#include "tests/imaging/lanczos_reference.h"
#include "tests/imaging/sample_pictures.h"

#include <QTest>

using namespace batchroom;
using samples::lanczosReference;

class ResampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksLikeTheExactFilter_data()
    {
        QTest::addColumn<QRectF>("crop");
        QTest::addColumn<QSize>("target");
        QTest::newRow("half") << QRectF(0, 0, 640, 480) << QSize(320, 240);
        QTest::newRow("odd ratio") << QRectF(0, 12, 640, 336) << QSize(271, 143);
        QTest::newRow("between pixels") << QRectF(10.3, 20.7, 500.4, 300.2) << QSize(213, 127);
        QTest::newRow("eighth") << QRectF(0, 0, 640, 480) << QSize(80, 60);
        QTest::newRow("enlarged") << QRectF(100, 100, 120, 90) << QSize(480, 360);
        QTest::newRow("wider and lower") << QRectF(0, 0, 300, 480) << QSize(450, 100);
    }
    void looksLikeTheExactFilter()
    {
        QFETCH(const QRectF, crop);
        QFETCH(const QSize, target);
        for (quint32 seed = 1; seed <= 3; ++seed) {
            const QImage picture = samples::photo(QSize(640, 480), seed);
            const QImage made = resampled(picture, crop, target);
            const QImage exact = lanczosReference(picture, crop, target);
            QCOMPARE(made.size(), target);
            QCOMPARE(made.format(), QImage::Format_RGB32);
            const double likeness = samples::ssim(made, exact);
            const double noise = samples::psnr(made, exact);
            QVERIFY2(likeness >= 0.999, QByteArray::number(likeness).constData());
            QVERIFY2(noise >= 50, QByteArray::number(noise).constData());
        }
    }

    void hardlyAliases()
    {
        constexpr int size = 2048;
        constexpr int target = 400;
        QImage plate(size, size, QImage::Format_RGB32);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const double distance = std::pow(x + 0.5 - size / 2.0, 2) + std::pow(y + 0.5 - size / 2.0, 2);
                const int level = int(std::lround(127.5 + 127.5 * std::cos(M_PI * distance / size)));
                plate.setPixel(x, y, qRgb(level, level, level));
            }
        }
        // Outside this radius every ring of the plate is finer than the small picture can show: ideally plain grey.
        const double finest = double(target) * target / (2 * size);
        const auto alias = [finest](const QImage& image) {
            double squares = 0;
            int count = 0;
            for (int y = 0; y < target; ++y) {
                for (int x = 0; x < target; ++x) {
                    if (std::hypot(x + 0.5 - target / 2.0, y + 0.5 - target / 2.0) < finest * 1.25)
                        continue;
                    squares += std::pow(qGreen(image.pixel(x, y)) - 127.5, 2);
                    ++count;
                }
            }
            return std::sqrt(squares / count);
        };
        const QSize size400(target, target);
        const double ours = alias(resampled(plate, plate.rect(), size400));
        const double exact = alias(lanczosReference(plate, plate.rect(), size400));
        const double box = alias(plate.scaled(size400, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        const QByteArray figures = QByteArray::number(ours) + " ours, " + QByteArray::number(exact) + " exact, "
            + QByteArray::number(box) + " Qt";
        QVERIFY2(ours <= 3, figures.constData());
        QVERIFY2(ours <= exact + 0.1, figures.constData());
        QVERIFY2(ours < box / 2, figures.constData());
    }

    void keepsPlainColourPlain_data()
    {
        QTest::addColumn<QSize>("source");
        QTest::addColumn<QSize>("target");
        QTest::newRow("one pixel") << QSize(1, 1) << QSize(1, 1);
        QTest::newRow("one pixel enlarged") << QSize(1, 1) << QSize(500, 3);
        QTest::newRow("to one pixel") << QSize(333, 217) << QSize(1, 1);
        QTest::newRow("huge enlargement") << QSize(3, 2) << QSize(1999, 2001);
        QTest::newRow("huge reduction") << QSize(12000, 40) << QSize(7, 1);
        QTest::newRow("line") << QSize(5000, 1) << QSize(13, 1);
        QTest::newRow("odd") << QSize(97, 89) << QSize(41, 43);
    }
    void keepsPlainColourPlain()
    {
        QFETCH(const QSize, source);
        QFETCH(const QSize, target);
        for (const QImage::Format format : {QImage::Format_RGB32, QImage::Format_ARGB32}) {
            QImage picture(source, format);
            picture.fill(QColor(17, 131, 254));
            const QImage made = resampled(picture, picture.rect(), target);
            QImage expected(target, format);
            expected.fill(QColor(17, 131, 254));
            QCOMPARE(made, expected);
        }
    }

    void copiesWhatNeedsNoScaling()
    {
        const QImage picture = samples::photo(QSize(90, 70), 1, QImage::Format_ARGB32);
        QCOMPARE(resampled(picture, QRectF(11, 13, 40, 30), QSize(40, 30)), picture.copy(11, 13, 40, 30));
        QCOMPARE(resampled(picture, picture.rect(), picture.size()), picture);
    }

    void keepsCropsInsideThePicture_data()
    {
        QTest::addColumn<QRectF>("crop");
        QTest::addColumn<QRectF>("meant");
        const double bad = std::numeric_limits<double>::quiet_NaN();
        const QRectF whole(0, 0, 60, 40);
        QTest::newRow("over the corner") << QRectF(-10, -10, 40, 40) << QRectF(0, 0, 30, 30);
        QTest::newRow("over the end") << QRectF(50, 30, 100, 100) << QRectF(50, 30, 10, 10);
        QTest::newRow("around") << QRectF(-5, -5, 500, 500) << whole;
        QTest::newRow("elsewhere") << QRectF(100, 100, 10, 10) << whole;
        QTest::newRow("nothing") << QRectF(10, 10, 0, 0) << whole;
        QTest::newRow("backwards") << QRectF(30, 30, -20, -20) << QRectF(10, 10, 20, 20);
        QTest::newRow("not a number") << QRectF(bad, 0, 10, bad) << whole;
        QTest::newRow("last half pixel") << QRectF(59.5, 39.5, 0.5, 0.5) << QRectF(59.5, 39.5, 0.5, 0.5);
    }
    void keepsCropsInsideThePicture()
    {
        QFETCH(const QRectF, crop);
        QFETCH(const QRectF, meant);
        const QImage picture = samples::photo(QSize(60, 40), 6);
        const QImage made = resampled(picture, crop, QSize(24, 24));
        QCOMPARE(made.size(), QSize(24, 24));
        QCOMPARE(made, resampled(picture, meant, QSize(24, 24)));
    }

    void answersNothingWithNothing()
    {
        QVERIFY(resampled({}, QRectF(0, 0, 1, 1), QSize(5, 5)).isNull());
        QVERIFY(resampled(samples::photo(QSize(5, 5), 1), QRectF(0, 0, 5, 5), QSize(0, 5)).isNull());
        QVERIFY(resampled(samples::photo(QSize(5, 5), 1), QRectF(0, 0, 5, 5), QSize(-3, 5)).isNull());
    }

    void movesNothingSideways()
    {
        const QImage picture = samples::photo(QSize(120, 80), 9);
        const QImage mirrored = picture.mirrored(true, true);
        const QImage made = resampled(picture, QRectF(20.5, 10.25, 71, 53), QSize(33, 29));
        const QImage other =
            resampled(mirrored, QRectF(120 - 20.5 - 71, 80 - 10.25 - 53, 71, 53), QSize(33, 29)).mirrored(true, true);
        for (int y = 0; y < made.height(); ++y)
            for (int x = 0; x < made.width(); ++x)
                QVERIFY(std::abs(qGreen(made.pixel(x, y)) - qGreen(other.pixel(x, y))) <= 1);
    }

    void letsInvisibleColourNotBleed()
    {
        QImage picture(40, 40, QImage::Format_ARGB32);
        picture.fill(QColor(255, 0, 0, 0));
        for (int y = 0; y < 40; ++y)
            for (int x = 20; x < 40; ++x)
                picture.setPixel(x, y, qRgba(0, 0, 255, 255));
        const QImage made = resampled(picture, picture.rect(), QSize(13, 13));
        QCOMPARE(made.format(), QImage::Format_ARGB32);
        for (int y = 0; y < 13; ++y)
            for (int x = 0; x < 13; ++x)
                if (qAlpha(made.pixel(x, y)) > 0)
                    QVERIFY(qRed(made.pixel(x, y)) == 0);
    }

    void takesAnyFormatOfImage()
    {
        const QImage picture = samples::photo(QSize(64, 64), 7);
        const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
        QCOMPARE(resampled(grey, grey.rect(), QSize(20, 20)),
            resampled(grey.convertToFormat(QImage::Format_RGB32), grey.rect(), QSize(20, 20)));
    }

    void makesPreviewsThatLookLikeTheExactFilter_data()
    {
        QTest::addColumn<QSize>("target");
        QTest::newRow("not halved") << QSize(320, 240);
        QTest::newRow("halved once") << QSize(250, 188);
        QTest::newRow("halved twice") << QSize(120, 90);
    }
    void makesPreviewsThatLookLikeTheExactFilter()
    {
        QFETCH(const QSize, target);
        for (quint32 seed = 1; seed <= 3; ++seed) {
            const QImage picture = samples::photo(QSize(640, 480), seed);
            const QImage made = resampledForPreview(picture, target);
            QCOMPARE(made.size(), target);
            const double likeness = samples::ssim(made, lanczosReference(picture, picture.rect(), target));
            QVERIFY2(likeness >= 0.99, QByteArray::number(likeness).constData());
        }
    }

    void halvesNothingThatWouldSuffer()
    {
        const QSize target(100, 70);
        for (const QImage& picture : {samples::photo(QSize(640, 480), 1, QImage::Format_ARGB32),
                 samples::photo(QSize(641, 480), 2), samples::photo(QSize(640, 481), 3), samples::photo(target, 4)})
            QCOMPARE(resampledForPreview(picture, target), resampled(picture, picture.rect(), target));
        QVERIFY(resampledForPreview({}, target).isNull());
        QVERIFY(resampledForPreview(samples::photo(target, 1), QSize()).isNull());
    }

    void halvesTheSameWithoutVectors()
    {
        samples::Dice dice(12);
        for (const int pixels : {1, 3, 4, 5, 37}) {
            std::vector<uchar> upper(size_t(pixels) * 8);
            std::vector<uchar> lower(size_t(pixels) * 8);
            for (std::vector<uchar>* row : {&upper, &lower})
                for (uchar& value : *row)
                    value = uchar(dice.below(256));
            std::vector<quint32> fast(size_t(pixels), 0);
            std::vector<quint32> slow(size_t(pixels), 0);
            halveRows(upper.data(), lower.data(), pixels, fast.data());
            portable::halveRows(upper.data(), lower.data(), pixels, slow.data());
            QVERIFY(fast == slow);
            const double mean = (upper[0] + upper[4] + lower[0] + lower[4]) / 4.0;
            QVERIFY(std::abs((fast[0] & 255U) - mean) <= 1);
        }
    }

    void blendsTheSameWithoutVectors()
    {
        samples::Dice dice(11);
        for (const int pixels : {1, 3, 4, 5, 37}) {
            const int count = 10;
            std::vector<std::vector<uchar>> rows(size_t(count), std::vector<uchar>(size_t(pixels) * 4));
            std::vector<const uchar*> lines;
            for (std::vector<uchar>& row : rows) {
                for (uchar& value : row)
                    value = uchar(dice.below(256));
                lines.push_back(row.data());
            }
            Taps taps;
            taps.count = count;
            for (int x = 0; x < pixels; ++x) {
                taps.first.push_back(dice.below(pixels));
                int left = 1 << 14;
                for (int tap = 0; tap < count - 1; ++tap) {
                    const int weight = dice.below(6000) - 1500;
                    taps.weights.push_back(qint16(weight));
                    left -= weight;
                }
                taps.weights.push_back(qint16(left));
            }
            std::vector<qint16> fast(size_t(pixels + count) * 4);
            std::vector<qint16> slow(size_t(pixels + count) * 4);
            blendRows(lines.data(), taps.weights.data(), count, pixels * 4, fast.data());
            portable::blendRows(lines.data(), taps.weights.data(), count, pixels * 4, slow.data());
            QVERIFY(fast == slow);
            std::vector<quint32> fastPixels(size_t(pixels), 0);
            std::vector<quint32> slowPixels(size_t(pixels), 0);
            blendColumnsOpaque(fast.data(), taps, fastPixels.data());
            portable::blendColumnsOpaque(slow.data(), taps, slowPixels.data());
            QVERIFY(fastPixels == slowPixels);
            blendColumnsAlpha(fast.data(), taps, fastPixels.data());
            portable::blendColumnsAlpha(slow.data(), taps, slowPixels.data());
            QVERIFY(fastPixels == slowPixels);
        }
    }
};

QTEST_GUILESS_MAIN(ResampleTest)
#include "resample_test.moc"
