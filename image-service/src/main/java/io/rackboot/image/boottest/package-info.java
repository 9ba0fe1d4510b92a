/// Boots published images in virtual machines that are thrown away, and tells what was seen. A machine reaches nothing
/// but a server of its own, which has the image's files and takes its reports.
@NullMarked
package io.rackboot.image.boottest;

import org.jspecify.annotations.NullMarked;
