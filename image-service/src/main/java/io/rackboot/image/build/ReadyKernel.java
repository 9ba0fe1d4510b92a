package io.rackboot.image.build;

import io.rackboot.image.kernel.ModuleDirectory;
import io.rackboot.image.packages.InstalledPackage;
import io.rackboot.image.specification.KernelSource;
import java.util.List;
import java.util.Optional;

/// A kernel that an image can be made with.
///
/// @param file the kernel
/// @param modules its modules, where the image carries some
/// @param packages the packages it was taken out of
record ReadyKernel(KernelSource.File file, Optional<ModuleDirectory> modules, List<InstalledPackage> packages) {}
